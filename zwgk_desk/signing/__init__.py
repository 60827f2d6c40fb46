"""People's keys, the office's certificate authority, signatures over manifests (CMS) and on PDFs (PAdES), and their verification."""
