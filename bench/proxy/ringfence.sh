#!/usr/bin/env bash
# Starts Ringfence for the bench and prints its process id: ringfence.sh ecdsa|rsa. Its log is in $RUN.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
users=$RUN/users
if [ ! -f "$users" ]; then
  python3 -c 'import hashlib
for i in range(20000):
    print(f"u{i}:bench.test:" + hashlib.md5(f"u{i}:bench.test:p{i}".encode()).hexdigest())' >"$users"
fi
# As Kamailio's configuration has it: INVITEs are not challenged, and nothing is kept on disk.
cat >"$RUN/ringfence.conf" <<END
listen = tls:127.0.0.1:$RINGFENCE_PORT
domain = bench.test
certificate = pki/$1.pem
private_key = pki/$1.key
subscribers = users
trusted_network = 127.0.0.0/8
max_connections = 24000
max_connections_per_address = 24000
max_silent_connections = 24000
max_silent_connections_per_address = 24000
END
setsid "$here/../../ringfence" proxy "$RUN/ringfence.conf" >"$RUN/ringfence.log" 2>&1 </dev/null &
echo $!
