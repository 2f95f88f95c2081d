#!/usr/bin/env bash
# Starts Kamailio for the bench with two workers and prints its process id: kamailio.sh ecdsa|rsa. Its log is in $RUN.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export ADDR=127.0.0.1 PORT=$((KAMAILIO_PORT - 1)) TLSPORT=$KAMAILIO_PORT CERT=$RUN/pki/$1.pem KEY=$RUN/pki/$1.key
mkdir -p "$RUN/kamailio"
setsid kamailio -DD -E -f "$here/kamailio.cfg" -A WORKERS=2 -m 1024 -M 16 -x fm -X fm -Y "$RUN/kamailio" \
  >"$RUN/kamailio.log" 2>&1 </dev/null &
echo $!
