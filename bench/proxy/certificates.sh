#!/usr/bin/env bash
# Makes a private CA and two server certificates (ECDSA P-256 and RSA-2048) for bench.test in the folder $1.
set -euo pipefail
mkdir -p "$1" && cd "$1" && umask 077
openssl ecparam -name prime256v1 -genkey -noout -out ca.key
openssl req -x509 -new -key ca.key -sha256 -days 3650 -subj "/CN=bench CA" \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -out ca.pem
leaf() { # kind, whose key is there already
  openssl req -new -key "$1.key" -subj "/CN=bench.test" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -days 825 -out "$1.pem" \
    -extfile <(printf 'subjectAltName=DNS:bench.test,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\nkeyUsage=digitalSignature\n') 2>/dev/null
  rm -f "$1.csr"
}
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ecdsa.key; leaf ecdsa
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key 2>/dev/null; leaf rsa
chmod 644 ./*.pem ecdsa.key rsa.key
