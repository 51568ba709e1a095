#!/bin/sh
# Makes what docker-compose.yml needs so that Temporal talks to known parties only: an authority of this deployment's
# own, and by it a certificate for the server, for the apps and for the auditors' page.
#   infra/docker/make-certificates.sh [FOLDER]        FOLDER: certificates
# Run it again to renew the certificates; the authority stays. Keep FOLDER/authority.key somewhere else.
set -eu
umask 077
folder=${1:-certificates}
mkdir -p "$folder"
cd "$folder"

new_key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'

if [ ! -f authority.crt ]; then
  # shellcheck disable=SC2086
  openssl req -x509 $new_key -days 3650 -subj '/CN=Prongsai authority' -keyout authority.key -out authority.crt \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign'
fi
if [ ! -f authority.key ]; then
  echo "Put authority.key back into $PWD to renew the certificates." >&2
  exit 1
fi

# Name, use, names of the host.
certify() {
  # shellcheck disable=SC2086
  openssl req $new_key -subj "/CN=$1" -keyout "$1.key.new" -out "$1.csr"
  printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=%s\nsubjectAltName=%s\n' "$2" "$3" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA authority.crt -CAkey authority.key -days 730 -extfile "$1.ext" -out "$1.crt"
  mv "$1.key.new" "$1.key"
  rm "$1.csr" "$1.ext"
}

# The services inside the server are each other's clients too.
certify temporal serverAuth,clientAuth 'DNS:temporal,DNS:localhost,IP:127.0.0.1'
certify apps clientAuth DNS:apps
certify auditors clientAuth DNS:auditors

# All containers that read them run as user 1000.
if [ "$(id -u)" = 0 ]; then chown 1000 temporal.* apps.* auditors.* authority.crt; fi
chmod 644 ./*.crt
