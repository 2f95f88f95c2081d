#!/usr/bin/env bash
# Records the captures beside this file: openssl s_server and s_client on loopback, tcpdump between.
# Made with OpenSSL 3.0.22 and tcpdump 4.99; needs the right to capture on lo.
set -u
cd "$(dirname "$0")"
port=15061
request='OPTIONS sip:example.com SIP/2.0\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n'
ok='SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n'
weak=ALL:eNULL:@SECLEVEL=0

certificate() { # NAME NEWKEY DAYS ISSUER
  openssl req -new -newkey $2 -nodes -keyout $1.key -subj "/CN=$1.example.com" -out $1.csr 2>/dev/null
  printf 'subjectAltName=DNS:%s.example.com,IP:127.0.0.1\n' $1 > $1.ext
  openssl x509 -req -in $1.csr -CA $4.pem -CAkey $4.key -days $3 -extfile $1.ext -out $1.pem 2>/dev/null
  rm -f $1.csr $1.ext
}

keys() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 36500 -subj '/O=Example/CN=Example CA' 2>/dev/null
  certificate rsa rsa:2048 36500 ca
  certificate ec 'ec -pkeyopt ec_paramgen_curve:P-256' 36500 ca
  certificate phone 'ec -pkeyopt ec_paramgen_curve:P-256' 36500 ca
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other.key 2>/dev/null
}

record() { # NAME SERVER-OPTIONS CLIENT-OPTIONS [CLIENT-COMMAND [SERVER-LATER [CLIENT-LATER]]]
  local name=$1 server=$2 client=$3 more=${4:-} later=${5:-} last=${6:-}
  rm -f $name.keys
  tcpdump -i lo -s 0 -U -w $name.pcap "tcp port $port" 2>/dev/null & local dump=$!
  sleep 0.7
  (sleep 1.3; printf "$ok"; sleep 0.9; printf "$later"; sleep 0.8) | openssl s_server -accept 127.0.0.1:$port -naccept 1 -quiet $server >/dev/null 2>&1 & local serving=$!
  sleep 0.4
  (sleep 0.4; printf "$request"; sleep 1; printf "$more"; sleep 0.3; printf "$last"; sleep 0.5) |
    openssl s_client -connect 127.0.0.1:$port -keylogfile $name.keys $client >/dev/null 2>&1
  sleep 0.4; kill $serving 2>/dev/null; kill -INT $dump; wait $dump 2>/dev/null
  ls -l $name.pcap | awk '{print $5, $9}'
}

one() {
case $1 in
  keys) keys ;;
  tls10-rsa-cbc) record $1 "-cert rsa.pem -key rsa.key -tls1 -cipher AES256-SHA:@SECLEVEL=0" "-quiet -tls1 -cipher AES256-SHA:@SECLEVEL=0" ;;
  tls10-ecdhe-cbc) record $1 "-cert rsa.pem -key rsa.key -tls1 -cipher $weak" "-quiet -tls1 -no_etm -cipher ECDHE-RSA-AES128-SHA:@SECLEVEL=0" ;;
  tls11-rsa-cbc) record $1 "-cert rsa.pem -key rsa.key -tls1_1 -cipher $weak" "-quiet -tls1_1 -no_etm -cipher AES128-SHA:@SECLEVEL=0" ;;
  tls12-rsa-cbc256) record $1 "-cert rsa.pem -key rsa.key -tls1_2" "-quiet -cipher AES256-SHA256" ;;
  tls12-rsa-gcm) record $1 "-cert rsa.pem -key rsa.key -tls1_2" "-quiet -servername rsa.example.com -alpn sip/2 -cipher AES128-GCM-SHA256" ;;
  tls12-rsa-null) record $1 "-cert rsa.pem -key rsa.key -tls1_2 -cipher $weak" "-quiet -cipher NULL-SHA256:@SECLEVEL=0" ;;
  tls12-rsa-ccm) record $1 "-cert rsa.pem -key rsa.key -tls1_2 -cipher $weak" "-quiet -cipher AES256-CCM" ;;
  tls12-ecdsa-cbc384) record $1 "-cert ec.pem -key ec.key -tls1_2" "-quiet -no_etm -cipher ECDHE-ECDSA-AES256-SHA384" ;;
  tls12-ecdsa-ccm8) record $1 "-cert ec.pem -key ec.key -tls1_2 -cipher $weak" "-quiet -cipher ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0" ;;
  tls12-ecdsa-chacha) record $1 "-cert ec.pem -key ec.key -tls1_2" "-quiet -cipher ECDHE-ECDSA-CHACHA20-POLY1305" ;;
  tls12-dhe-gcm) record $1 "-cert rsa.pem -key rsa.key -tls1_2" "-quiet -cipher DHE-RSA-AES256-GCM-SHA384" ;;
  tls12-renegotiated) record $1 "-cert rsa.pem -key rsa.key -tls1_2 -client_renegotiation" "-cipher AES128-GCM-SHA256" 'R\n' ;;
  tls12-ticket) resumed $1 "-tls1_2" "-cipher AES128-SHA" ;;
  tls12-session-id) resumed $1 "-tls1_2 -no_ticket" "-no_ticket -cipher AES128-SHA" ;;
  tls12-ticket-refused) resumed $1 "-tls1_2" "-tls1_2 -cipher AES128-SHA" anew ;;
  tls13-ticket) resumed $1 "-tls1_3" "-keylogfile $1.keys" ;;
  tls13-ticket-refused) resumed $1 "-tls1_3" "-keylogfile $1.keys" anew ;;
  tls13-aes128) record $1 "-cert rsa.pem -key rsa.key" "-quiet -servername rsa.example.com -alpn sip/2 -ciphersuites TLS_AES_128_GCM_SHA256" ;;
  tls13-aes256-update) record $1 "-cert ec.pem -key ec.key" "-ciphersuites TLS_AES_256_GCM_SHA384" 'K\n' "$ok" "$request" ;;
  tls13-chacha) record $1 "-cert ec.pem -key ec.key" "-quiet -ciphersuites TLS_CHACHA20_POLY1305_SHA256" ;;
  tls13-ccm8) record $1 "-cert ec.pem -key ec.key -ciphersuites TLS_AES_128_CCM_8_SHA256" "-quiet -ciphersuites TLS_AES_128_CCM_8_SHA256" ;;
  tls13-retry) record $1 "-cert ec.pem -key ec.key -groups P-384" "-quiet -groups X25519:P-384" ;;
  tls13-mutual) record $1 "-cert ec.pem -key ec.key -Verify 1 -CAfile ca.pem" "-quiet -cert phone.pem -key phone.key" ;;
  tls12-mutual) record $1 "-cert ec.pem -key ec.key -tls1_2 -Verify 1 -CAfile ca.pem" "-quiet -cert phone.pem -key phone.key" ;;
  unknown-ca) record $1 "-cert ec.pem -key ec.key -tls1_2" "-quiet -verify_return_error -verify 1" ;;
  version) record $1 "-cert rsa.pem -key rsa.key -tls1_2" "-quiet -tls1 -cipher $weak" ;;
  no-common-suite) record $1 "-cert ec.pem -key ec.key -tls1_2" "-quiet -tls1_2 -cipher AES256-SHA" ;;
  certificate-required) record $1 "-cert ec.pem -key ec.key -Verify 1 -verify_return_error -CAfile ca.pem" "-quiet" ;;
esac
}

resumed() { # NAME SERVER-OPTIONS CLIENT-OPTIONS [anew]: a session made and resumed, or refused by a server begun anew
  local name=$1 server=$2 client=$3 anew=${4:-}
  rm -f $name.keys
  tcpdump -i lo -s 0 -U -w $name.pcap "tcp port $port" 2>/dev/null & local dump=$!
  sleep 0.7
  serve
  (sleep 0.4; printf "$request"; sleep 0.5) | openssl s_client -connect 127.0.0.1:$port $client -sess_out session.tmp >/dev/null 2>&1
  if [ -n "$anew" ]; then kill $serving; wait $serving 2>/dev/null; serve; fi
  (sleep 0.4; printf "$request"; sleep 0.5) | openssl s_client -connect 127.0.0.1:$port $client -sess_in session.tmp >/dev/null 2>&1
  rm -f session.tmp
  sleep 0.4; kill $serving 2>/dev/null; kill -INT $dump; wait $dump 2>/dev/null
  ls -l $name.pcap | awk '{print $5, $9}'
}

serve() { # with the options of resumed
  openssl s_server -accept 127.0.0.1:$port -naccept 2 -quiet -cert rsa.pem -key rsa.key $server >/dev/null 2>&1 < <(sleep 5) & serving=$!
  sleep 0.4
}

for each in "$@"; do one $each; done
