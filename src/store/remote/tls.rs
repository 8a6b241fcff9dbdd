//! Whom to believe, of servers by https://: those with a certificate that the system trusts, or that the files named by
//! `SSL_CERT_FILE` and `SSL_CERT_DIR` do.

use rustls::crypto::ring;
use rustls_native_certs::load_native_certs;
use std::sync::Arc;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Encryption by ring, and the system's certificates. Those that cannot be read are passed over: a server that needed one is
/// not believed, and that is told.
pub(super) fn config() -> TlsConfig {
    let trusted: Vec<Certificate<'static>> =
        load_native_certs().certs.iter().map(|one| Certificate::from_der(one).to_owned()).collect();
    TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .root_certs(RootCerts::new_with_certs(&trusted))
        .build()
}
