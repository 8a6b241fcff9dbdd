//! The pages, one file a kind. The markup is in `templates/site/`; here is what it is filled with.

pub mod about;
pub mod body;
pub mod document;
pub mod editor;
pub mod event;
pub mod home;
pub mod list;
pub mod missing;
pub mod network;
pub mod person;
pub mod queries;
pub mod search;
pub mod thing;

macro_rules! page {
    ($($name:ident $(<$life:lifetime>)?)*) => {$(
        impl $(<$life>)? crate::serve::site::frame::Page for $name $(<$life>)? {
            fn frame(&self) -> &crate::serve::site::frame::Frame {
                &self.frame
            }
        }
    )*};
}
use page;
