"""N-Quads into a store on disk, with Oxigraph's own bulk loader: bulk.py FILE FOLDER"""
import sys

from pyoxigraph import RdfFormat, Store

store = Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=RdfFormat.N_QUADS)
store.flush()
