#!/usr/bin/env python3
"""Records the captures beside this file, each by the programs that its line in cases.tsv names.

    ./record.py [NAME...]          all of them, or those

Needs the right to capture, tcpdump, editcap (Wireshark), openssl 3.0, sipp, baresip, kamailio with its TLS modules, and a
built ringfence (RINGFENCE=path). Everything happens on loopback. Secrets of TLS are put into the capture.
"""
import hashlib, os, shutil, signal, socket, ssl, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
RINGFENCE = os.environ.get("RINGFENCE", os.path.join(HERE, *[".."] * 7, "ringfence"))
PORT, HOST = 15261, "127.0.0.1"
WEAK = "ALL:@SECLEVEL=0"
work = tempfile.mkdtemp(prefix="cases-")
os.chdir(work)
started = []


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)


def start(*command, **options):
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
    started.append(subprocess.Popen(command, **options))
    return started[-1]


def stop_all():
    for process in reversed(started):
        process.terminate()
    for process in started:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    started.clear()


def listening(port, kind="t"):
    for _ in range(200):
        if subprocess.run(["ss", f"-Hln{kind}", f"sport = :{port}"], capture_output=True, text=True).stdout.strip():
            return
        time.sleep(0.05)
    raise SystemExit(f"nobody listens at {port}")


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


# Certificates

CA_CONF = """[ca]
default_ca=it
[it]
database=index
new_certs_dir=.
serial=serial
default_md=sha256
policy=any
unique_subject=no
copy_extensions=none
[any]
commonName=supplied
"""


def authority(name, parent=None):
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={name}"]
    if not parent:
        run("openssl", "req", "-x509", *key, "-days", "36500", "-out", f"{name}.pem")
    else:
        run("openssl", "req", "-new", *key, "-out", f"{name}.csr")
        issue(name, parent, "basicConstraints=critical,CA:true")


def issue(name, by, extensions, since="20250101000000Z", until="21250101000000Z", digest="sha256"):
    write(f"{name}.ext", extensions.replace(";", "\n") + "\n")
    run("openssl", "ca", "-batch", "-config", "ca.conf", "-cert", f"{by}.pem", "-keyfile", f"{by}.key", "-in", f"{name}.csr",
        "-out", f"{name}.pem", "-notext", "-extfile", f"{name}.ext", "-startdate", since, "-enddate", until, "-md", digest)


def host(name, subject="proxy.example.com", names="DNS:proxy.example.com,IP:127.0.0.1", by="root", key="rsa:2048", usage="",
         **more):
    run("openssl", "req", "-new", "-newkey", *key.split(), "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={subject}",
        "-out", f"{name}.csr")
    issue(name, by, f"subjectAltName={names}" + (f";extendedKeyUsage={usage}" if usage else ""), **more)


def certificates():
    write("ca.conf", CA_CONF)
    write("index", "")
    write("serial", "1000\n")
    authority("root")
    authority("other-root")
    authority("between", "root")
    authority("above", "root")
    host("good")
    host("small", key="rsa:1024")
    host("old-hash", digest="sha1")
    host("expired", since="20200101000000Z", until="20210101000000Z")
    host("early", since="20990101000000Z", until="21000101000000Z")
    host("elsewhere", subject="other.example.com", names="DNS:other.example.com")
    host("wildcard", subject="*.example.com", names="DNS:*.example.com")
    host("client-only", usage="clientAuth")
    host("below", by="between", key="ec -pkeyopt ec_paramgen_curve:P-256")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "self.key", "-subj", "/CN=proxy.example.com", "-addext",
        "subjectAltName=DNS:proxy.example.com", "-days", "36500", "-out", "self.pem")
    host("stranger", subject="phone", names="DNS:phone.example.com", by="other-root")
    with open("disordered.pem", "w") as file:
        for part in ("below", "above", "between"):
            file.write(open(f"{part}.pem").read())


# Capturing

class Case:
    def __init__(self, name, expression, interface="lo"):
        self.name = name
        self.dump = subprocess.Popen(["tcpdump", "-i", interface, "-s", "0", "-U", "--immediate-mode", "-w", f"{name}.pcap", expression],
                                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while b"listening on" not in self.dump.stderr.readline():
            pass

    def end(self):
        time.sleep(0.3)
        self.dump.send_signal(signal.SIGINT)
        self.dump.wait()
        secrets = ["--inject-secrets", f"tls,{self.name}.keys"] if os.path.exists(f"{self.name}.keys") else []
        target = os.path.join(HERE, f"{self.name}.pcapng")
        run("editcap", "-F", "pcapng", *secrets, f"{self.name}.pcap", target, check=True)
        print(f"{self.name}: {os.path.getsize(target)} octets", flush=True)


def handshake(name, server, client, wait=0.0, keys=""):
    """openssl s_server and s_client; what they say in a handshake."""
    case = Case(name, f"tcp port {PORT}")
    serving = start("openssl", "s_server", "-accept", f"{HOST}:{PORT}", "-quiet", *server.split())
    listening(PORT)
    if wait:
        serving.send_signal(signal.SIGSTOP)
    talking = subprocess.Popen(["openssl", "s_client", "-connect", f"{HOST}:{PORT}", "-keylogfile", keys or f"{name}.keys",
                                *client.split()],
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(wait)
    serving.send_signal(signal.SIGCONT)
    time.sleep(1)
    try:
        talking.communicate(b"Q\n", timeout=3)
    except subprocess.TimeoutExpired:
        talking.kill()
    stop_all()
    case.end()


def own(name):
    return f"-cert {name}.pem -key {name}.key"


TRUST = "-CAfile root.pem -verify_return_error"


def openssl_cases():
    strict = f"{TRUST} -servername proxy.example.com -verify_hostname proxy.example.com"
    yield "version", lambda n: handshake(n, f"{own('good')} -tls1_2", f"-tls1 -cipher {WEAK}")
    yield "no-common-suite", lambda n: handshake(
        n, f"{own('good')} -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256")
    yield "rsa-key-transport-only", lambda n: handshake(
        n, f"{own('good')} -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", f"-tls1_2 -cipher AES256-SHA:@SECLEVEL=0")
    yield "server-name-unknown", lambda n: handshake(
        n, f"{own('good')} -servername proxy.example.com -servername_fatal -cert2 good.pem -key2 good.key",
        "-servername pbx.example.net")
    yield "slow-handshake", lambda n: handshake(n, own("good"), strict, wait=6.0)
    yield "legacy", lambda n: handshake(n, f"{own('good')} -tls1 -cipher AES256-SHA:@SECLEVEL=0", f"-tls1 -cipher {WEAK}")
    yield "unknown-ca", lambda n: handshake(
        n, own("good"), "-CAfile other-root.pem -verify_return_error -servername proxy.example.com")
    yield "missing-intermediate", lambda n: handshake(n, own("below"), strict)
    yield "expired", lambda n: handshake(n, own("expired"), strict)
    yield "not-yet-valid", lambda n: handshake(n, own("early"), strict)
    yield "clock", lambda n: handshake(n, own("good"), f"{strict} -attime 4910000000")
    yield "wrong-name", lambda n: handshake(n, own("elsewhere"), strict)
    yield "address-for-name", lambda n: handshake(n, own("elsewhere"), f"{TRUST} -noservername -verify_ip {HOST}")
    yield "usage", lambda n: handshake(n, own("client-only"), strict)
    yield "key-too-small", lambda n: handshake(n, f"{own('small')} -cipher {WEAK}", strict)
    yield "weak-hash", lambda n: handshake(n, f"{own('old-hash')} -cipher {WEAK}", strict)
    yield "self-signed", lambda n: handshake(n, own("self"), strict)
    yield "client-certificate-missing", lambda n: handshake(
        n, f"{own('good')} -Verify 1 {TRUST}", strict)
    yield "client-certificate-unacceptable", lambda n: handshake(
        n, f"{own('good')} -Verify 1 {TRUST}", f"{strict} {own('stranger')}")


def refused(name):
    case = Case(name, f"tcp port {PORT}")
    run("openssl", "s_client", "-connect", f"{HOST}:{PORT}", stdin=subprocess.DEVNULL)
    case.end()


def no_answer(name):
    """A server whose queue of connections is full lets SYN after SYN pass; cooked frames of every interface."""
    with socket.socket() as busy:
        busy.bind((HOST, PORT))
        busy.listen(0)
        waiting = [socket.create_connection((HOST, PORT))]
        case = Case(name, f"tcp dst port {PORT} and tcp[tcpflags] & tcp-syn != 0", "any")
        run("timeout", "4", "openssl", "s_client", "-connect", f"{HOST}:{PORT}", stdin=subprocess.DEVNULL)
        case.end()
        waiting[0].close()


def plain_sip(name):
    """SIPp calls over TCP at the port of a TLS server that a phone has just used."""
    case = Case(name, f"tcp port {PORT}")
    start("openssl", "s_server", "-accept", f"{HOST}:{PORT}", "-quiet", *own("good").split())
    listening(PORT)
    run("timeout", "2", "openssl", "s_client", "-connect", f"{HOST}:{PORT}", "-keylogfile", f"{name}.keys", input=b"Q\n")
    run("timeout", "3", "sipp", "-sn", "uac", "-t", "t1", "-m", "1", "-r", "1", f"{HOST}:{PORT}", "-i", HOST, "-p", "15299")
    stop_all()
    case.end()


def silent_handshake(name):
    """A server that hangs: TCP still takes the connection."""
    case = Case(name, f"tcp port {PORT}")
    start("openssl", "s_server", "-accept", f"{HOST}:{PORT}", *own("good").split())
    listening(PORT)
    started[-1].send_signal(signal.SIGSTOP)
    run("timeout", "2", "openssl", "s_client", "-connect", f"{HOST}:{PORT}", stdin=subprocess.DEVNULL)
    started[-1].send_signal(signal.SIGCONT)
    case.end()
    stop_all()


def plain_port(name):
    """A TLS client at the port of a web server without TLS, which answers in clear."""
    case = Case(name, f"tcp port {PORT}")
    start(sys.executable, "-m", "http.server", "--bind", HOST, str(PORT))
    listening(PORT)
    run("timeout", "2", "openssl", "s_client", "-connect", f"{HOST}:{PORT}", stdin=subprocess.DEVNULL)
    stop_all()
    case.end()


def closed(name):
    """A server that dies during the handshake."""
    case = Case(name, f"tcp port {PORT}")
    dying = start("openssl", "s_server", "-accept", f"{HOST}:{PORT}", *own("good").split())
    listening(PORT)
    dying.send_signal(signal.SIGSTOP)
    start("openssl", "s_client", "-connect", f"{HOST}:{PORT}")
    time.sleep(0.5)
    dying.kill()
    time.sleep(0.5)
    stop_all()
    case.end()


def chain_order(name):
    """Kamailio sends the certificates as its file has them."""
    case = Case(name, f"tcp port {PORT}")
    tls = 'loadmodule "tls.so"\nmodparam("tls", "tls_method", "TLSv1.2+")\nmodparam("tls", "certificate", "disordered.pem")\nmodparam("tls", "private_key", "below.key")'
    kamailio(tls, f"listen=tls:{HOST}:{PORT}\nenable_tls=yes")
    listening(PORT)
    run("timeout", "2", "openssl", "s_client", "-connect", f"{HOST}:{PORT}", "-keylogfile", f"{name}.keys",
        *f"{TRUST} -servername proxy.example.com".split(), input=b"Q\n")
    stop_all()
    case.end()


def plain_sip_hung_up(name):
    """SIPp calls over TCP at Kamailio's port of TLS: nobody has shown before that it is one."""
    case = Case(name, f"tcp port {PORT}")
    tls = 'loadmodule "tls.so"\nmodparam("tls", "tls_method", "TLSv1.2+")\nmodparam("tls", "certificate", "good.pem")\nmodparam("tls", "private_key", "good.key")'
    kamailio(tls, f"listen=tls:{HOST}:{PORT}\nenable_tls=yes")
    listening(PORT)
    run("timeout", "3", "sipp", "-sn", "uac", "-t", "t1", "-m", "1", "-r", "1", f"{HOST}:{PORT}", "-i", HOST, "-p", "15299")
    stop_all()
    case.end()


def kamailio(modules, listen, route="sl_send_reply(\"200\", \"OK\");"):
    write("kamailio.cfg", f"""#!KAMAILIO
debug=-1
log_stderror=yes
children=1
tcp_children=1
dns=no
rev_dns=no
auto_aliases=no
{listen}
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "auth.so"
loadmodule "kex.so"
loadmodule "maxfwd.so"
{modules}
request_route {{
  {route}
  exit;
}}
""")
    os.makedirs("kamailio", exist_ok=True)
    return start("kamailio", "-DD", "-E", "-f", "kamailio.cfg", "-m", "64", "-M", "8", "-Y", "kamailio", "-w", work)


def status(name, code, reason, method="REGISTER", header=""):
    """Kamailio refuses what SIPp sends."""
    case = Case(name, f"udp port {PORT}")
    extra = f'append_to_reply("{header}\\r\\n");' if header else ""
    kamailio("", f"listen=udp:{HOST}:{PORT}", f'{extra} sl_send_reply("{code}", "{reason}");')
    listening(PORT, "u")
    uri = "sips" if code == 416 else "sip"
    scenario(name, method, code, uri)
    stop_all()
    case.end()


SDP = """v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio 15004 {profile} 0
a=rtpmap:0 PCMU/8000
{lines}"""


def scenario(name, method, code, scheme="sip", body="", more=""):
    """SIPp sends one request and waits for its answer."""
    content = f"Content-Type: application/sdp\nContent-Length: [len]\n\n{body}" if body else "Content-Length: 0"
    ack = f"""<send><![CDATA[
ACK {scheme}:101@[remote_ip]:[remote_port] SIP/2.0
[last_Via:]
From: <sip:100@example.com>;tag=[call_number]
To: <sip:101@example.com>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>""" if method == "INVITE" else ""
    write(f"{name}.xml", f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="{name}">
<send retrans="500"><![CDATA[
{method} {scheme}:{'101@[remote_ip]:[remote_port]' if method == 'INVITE' else 'example.com'} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:100@example.com>;tag=[call_number]
To: <sip:{'101' if method == 'INVITE' else '100'}@example.com>
Call-ID: [call_id]
CSeq: 1 {method}
Contact: <sip:100@[local_ip]:[local_port]>
Max-Forwards: 70
{content}

]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="{code}"/>
{ack}
{more}
</scenario>
""")
    run("timeout", "15", "sipp", "-sf", f"{name}.xml", "-m", "1", "-i", HOST, "-p", "15299", f"{HOST}:{PORT}")


def silent(name):
    """SIPp sends to a socket that nobody reads."""
    case = Case(name, f"udp port {PORT}")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind((HOST, PORT))
        run("timeout", "5", "sipp", "-sn", "uac", "-m", "1", "-i", HOST, "-p", "15299", f"{HOST}:{PORT}")
    case.end()


def offer(profile, *lines):
    return SDP.format(profile=profile, lines="\n".join(lines) + ("\n" if lines else ""))


def refused_offer(name, code, *what):
    """Kamailio stands for a device that refuses the offer."""
    case = Case(name, f"udp port {PORT}")
    kamailio("", f"listen=udp:{HOST}:{PORT}", f'if (is_method("INVITE")) sl_send_reply("{code}", "Not Acceptable Here");')
    listening(PORT, "u")
    scenario(name, "INVITE", code, body=offer(*what))
    stop_all()
    case.end()


KEY = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"


USER_AGENT = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="{name}">
<recv request="INVITE"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:101@[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

{answer}
]]></send>
<recv request="ACK"/>
{more}
</scenario>
"""
ANSWERS_AGAIN = """<recv request="INVITE"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:101@[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

{answer}
]]></send>"""
AGAIN = """<send retrans="500"><![CDATA[
INVITE sip:101@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:100@example.com>;tag=[call_number]
To: <sip:101@example.com>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 INVITE
Contact: <sip:100@[local_ip]:[local_port]>
Max-Forwards: 70
{content}
]]></send>
"""
REFUSES_FAX = """<recv request="INVITE"/>
<send><![CDATA[
SIP/2.0 488 Not Acceptable Here
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<recv request="ACK"/>"""


def answered(name, offered, answer):
    """SIPp on both sides; the answer has a fault."""
    case = Case(name, f"udp port {PORT}")
    write(f"{name}-uas.xml", USER_AGENT.format(name=name, answer=answer, more=""))
    start("sipp", "-sf", f"{name}-uas.xml", "-m", "1", "-i", HOST, "-p", str(PORT))
    listening(PORT, "u")
    scenario(name, "INVITE", 200, body=offered)
    stop_all()
    case.end()


def baresip(name, account, *lines):
    os.makedirs(name, exist_ok=True)
    write(f"{name}/accounts", account + "\n")
    modules = "\n".join(f"module {m}" for m in ("g711.so", "srtp.so", "account.so"))
    write(f"{name}/config", "\n".join((f"sip_listen {HOST}:15298", "module_path /usr/lib/baresip/modules", modules,
                                       "module_app menu.so", *lines)) + "\n")
    return start("baresip", "-f", name)


def challenge_loop(name):
    """baresip with a wrong password at Kamailio, once and again."""
    case = Case(name, f"udp port {PORT}")
    route = 'if (!pv_www_authenticate("example.com", "right", "0")) { www_challenge("example.com", "0"); } else { sl_send_reply("200", "OK"); }'
    kamailio("", f"listen=udp:{HOST}:{PORT}", route)
    listening(PORT, "u")
    baresip(name, f'<sip:100@example.com>;auth_user=100;auth_pass=wrong;outbound="sip:{HOST}:{PORT};transport=udp";regint=60')
    time.sleep(2)
    stop_all()
    case.end()


def wildcard(name):
    """Our caller takes no wildcard, RFC 5922 section 7.2."""
    case = Case(name, f"tcp port {PORT}")
    start("openssl", "s_server", "-accept", f"{HOST}:{PORT}", "-quiet", *own("wildcard").split())
    listening(PORT)
    strict_client(name, "proxy.example.com")
    stop_all()
    case.end()


def strict_client(name, server):
    """A client that looks the name up itself and takes no wildcard."""
    context = ssl.create_default_context(cafile="root.pem")
    context.hostname_checks_common_name = False
    context.keylog_filename = f"{name}.keys"
    context._host_flags = 0x2  # X509_CHECK_FLAG_NO_WILDCARDS
    with socket.create_connection((HOST, PORT)) as link:
        try:
            context.wrap_socket(link, server_hostname=server)
        except ssl.SSLError:
            pass


def secure_fax(name):
    """SIPp sets a secure call up and wants to go on as T.38."""
    case = Case(name, f"udp port {PORT}")
    answer = offer("RTP/SAVP", f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 {KEY}")
    write(f"{name}-uas.xml", USER_AGENT.format(name=name, answer=answer, more=REFUSES_FAX))
    start("sipp", "-sf", f"{name}-uas.xml", "-m", "1", "-i", HOST, "-p", str(PORT))
    listening(PORT, "u")
    fax = offer("RTP/SAVP", "").replace("m=audio 15004 RTP/SAVP 0\na=rtpmap:0 PCMU/8000", "m=image 15006 udptl t38")
    content = f"Content-Type: application/sdp\nContent-Length: [len]\n\n{fax}"
    again = AGAIN.format(content=content) + '<recv response="100" optional="true"/><recv response="488"/>'
    scenario(name, "INVITE", 200, body=offer("RTP/SAVP", f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 {KEY}"), more=again)
    stop_all()
    case.end()


def register(number, user, contact, transport="u1"):
    """A REGISTER by SIPp from that port; Kamailio answers with the Contact it came with."""
    write(f"register-{number}.xml", f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="register">
<send retrans="500"><![CDATA[
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:15299;rport;branch=[branch]
From: <sip:{user}@example.com>;tag=[call_number]
To: <sip:{user}@example.com>
Call-ID: [call_id]
CSeq: {number} REGISTER
Contact: <{contact}>;expires=3600
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200"/>
</scenario>
""")
    run("timeout", "5", "sipp", "-sf", f"register-{number}.xml", "-t", transport, "-m", "1", "-i", HOST, "-p", str(15298 + number), f"{HOST}:{PORT}")


LISTS = 'append_to_reply("Contact: $hdr(Contact)\\r\\n"); sl_send_reply("200", "OK");'


def registrations(name, first, second):
    case = Case(name, f"udp port {PORT}")
    kamailio("", f"listen=udp:{HOST}:{PORT}", LISTS)
    listening(PORT, "u")
    register(1, "100", first)
    register(2, "100", second)
    stop_all()
    case.end()


def big(name):
    """An INVITE of 2 kB to a socket that nobody reads."""
    case = Case(name, f"udp port {PORT}")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind((HOST, PORT))
        keys = [f"a=crypto:{i} AES_CM_128_HMAC_SHA1_80 {KEY}" for i in range(1, 21)]
        scenario(name, "INVITE", 200, body=offer("RTP/SAVP", *keys))
    case.end()


def one_way(name):
    """SIPp on both sides; only the caller speaks."""
    case = Case(name, f"udp port {PORT} or udp port 15004 or udp port 15014")
    with open("tone.pcmu", "wb") as file:
        file.write(bytes(range(256)) * 64)
    answer = offer("RTP/AVP").replace("15004", "15014")
    write(f"{name}-uas.xml", USER_AGENT.format(name=name, answer=answer, more="<pause milliseconds=\"2000\"/>"))
    start("sipp", "-sf", f"{name}-uas.xml", "-m", "1", "-i", HOST, "-p", str(PORT))
    listening(PORT, "u")
    speak = '<nop><action><exec rtp_stream="tone.pcmu,1,0,PCMU/8000"/></action></nop><pause milliseconds="1500"/>'
    scenario(name, "INVITE", 200, body=offer("RTP/AVP").replace("15004", "[rtpstream_audio_port]"), more=speak)
    stop_all()
    case.end()


def unread(name):
    """A handshake whose secrets nobody kept."""
    handshake(name, own("good"), f"{TRUST} -servername proxy.example.com", keys="lost")


def no_server_name(name):
    """A server that has certificates for names alone."""
    case = Case(name, f"tcp port {PORT}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("good.pem", "good.key")
    context.sni_callback = lambda _, asked, __: None if asked else ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
    with socket.create_server((HOST, PORT)) as server:
        start("openssl", "s_client", "-connect", f"{HOST}:{PORT}", "-noservername")
        link, _ = server.accept()
        with link:
            try:
                context.wrap_socket(link, server_side=True)
            except ssl.SSLError:
                pass
    stop_all()
    case.end()


def contact_without_transport(name):
    """A phone leaves transport=tls out, and our proxy in strict_transport mode does not reach it, as the seed's did not."""
    case = Case(name, f"tcp port {PORT}")
    write("proxy.conf", f"listen = tls:{HOST}:{PORT}\ndomain = example.com\ncertificate = good.pem\nprivate_key = good.key\n"
          "strict_transport = yes\nsubscribers = users\ntrusted_network = 127.0.0.0/8\n")
    write("users", "100:example.com:" + hashlib.md5(b"100:example.com:secret").hexdigest() + "\n")
    start(RINGFENCE, "proxy", "proxy.conf")
    listening(PORT)
    context = ssl.create_default_context(cafile="root.pem")
    context.keylog_filename = f"{name}.keys"
    with context.wrap_socket(socket.create_connection((HOST, PORT)), server_hostname="proxy.example.com") as link:
        port = link.getsockname()[1]

        def ask(method, uri, number, *more):
            link.sendall("\r\n".join((
                f"{method} {uri} SIP/2.0", f"Via: SIP/2.0/TLS {HOST}:{port};branch=z9hG4bK{number}{method}",
                "From: <sip:100@example.com>;tag=1", "To: <sip:100@example.com>", f"Call-ID: {name}-{method}",
                f"CSeq: {number} {method}", f"Contact: <sip:100@{HOST}:{port}>", "Max-Forwards: 70", *more, "Content-Length: 0",
                "", "")).encode())
            return link.recv(65536).decode()

        challenge = ask("REGISTER", "sip:example.com", 1)
        nonce = challenge.split('nonce="')[1].split('"')[0]
        ha1, ha2 = (hashlib.md5(part.encode()).hexdigest() for part in ("100:example.com:secret", "REGISTER:sip:example.com"))
        proof = hashlib.md5(f"{ha1}:{nonce}:00000001:c:auth:{ha2}".encode()).hexdigest()
        ask("REGISTER", "sip:example.com", 2, 'Authorization: Digest username="100",realm="example.com",nonce="%s",uri="sip:'
            'example.com",response="%s",algorithm=MD5,qop=auth,cnonce="c",nc=00000001' % (nonce, proof))
        ask("INVITE", "sip:100@example.com", 1)
        link.settimeout(1)
        try:
            link.recv(65536)
        except OSError:
            pass
    stop_all()
    case.end()


def pre_shared_key(name):
    """A call whose MIKEY message is made with another key than the other side has; the caller's own capture."""
    write("psk.conf", f"listen = tls:{HOST}:{PORT}\ndomain = example.com\ncertificate = good.pem\nprivate_key = good.key\n"
          "subscribers = subscribers\ntrusted_network = 127.0.0.0/8\n")
    write("subscribers", "".join(f"{user}:example.com:" + hashlib.md5(f"{user}:example.com:secret".encode()).hexdigest() + "\n"
                                 for user in ("100", "101")))
    write("password", "secret\n")
    start(RINGFENCE, "proxy", "psk.conf")
    listening(PORT)
    same = ("--ca", "root.pem", "--password-file", "password", "--bind", HOST, "--outbound", f"{HOST}:{PORT}", "--keys", "mikey")
    start(RINGFENCE, "answer", "--user", "101", "--registrar", "example.com", "--psk", "00" * 16, *same)
    time.sleep(6)
    run(RINGFENCE, "call", "sip:101@example.com", "--user", "100", "--psk", "11" * 16, "--capture", os.path.join(HERE, name + ".pcapng"),
        "--capture-secrets", *same, timeout=60)
    stop_all()


def idle_timer(name):
    """Kamailio closes a connection after half a minute, the registration on it lasts an hour."""
    case = Case(name, f"tcp port {PORT}")
    kamailio("", f"listen=tcp:{HOST}:{PORT}\ntcp_connection_lifetime=32", LISTS)
    listening(PORT)
    with socket.create_connection((HOST, PORT)) as link:
        link.sendall(f"REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/TCP {HOST}:{link.getsockname()[1]};branch=z9hG4bK1\r\n"
                     "From: <sip:100@example.com>;tag=1\r\nTo: <sip:100@example.com>\r\nCall-ID: idle\r\nCSeq: 1 REGISTER\r\n"
                     f"Contact: <sip:100@{HOST}:{link.getsockname()[1]};transport=tcp>;expires=3600\r\nMax-Forwards: 70\r\n"
                     "Content-Length: 0\r\n\r\n".encode())
        while link.recv(4096):
            pass
    stop_all()
    case.end()


def contact_unreachable(name):
    """Kamailio opens a connection to the port that a phone once called from."""
    case = Case(name, f"tcp port {PORT} or tcp port 15298")
    route = f'if (is_method("INVITE")) {{ $du = "sip:{HOST}:15298;transport=tcp"; forward(); exit; }} {LISTS}'
    kamailio("", f"listen=tcp:{HOST}:{PORT}", route)
    listening(PORT)
    register(1, "100", f"sip:100@{HOST}:15298;transport=tcp", transport="t1")
    run("timeout", "2", "sipp", "-sn", "uac", "-t", "t1", "-m", "1", "-i", HOST, "-p", "15297", f"{HOST}:{PORT}")
    stop_all()
    case.end()


def late_offer(name):
    """SIPp on both sides of a secure call; an INVITE without an offer is answered with RTP in clear."""
    case = Case(name, f"udp port {PORT}")
    secure = offer("RTP/SAVP", f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 {KEY}")
    write(f"{name}-uas.xml", USER_AGENT.format(name=name, answer=secure, more=ANSWERS_AGAIN.format(answer=offer("RTP/AVP"))))
    start("sipp", "-sf", f"{name}-uas.xml", "-m", "1", "-i", HOST, "-p", str(PORT))
    listening(PORT, "u")
    again = AGAIN.format(content="Content-Length: 0\n") + '<recv response="200"/>'
    scenario(name, "INVITE", 200, body=secure, more=again)
    stop_all()
    case.end()


def all_cases():
    sdes = f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 {KEY}"
    yield from openssl_cases()
    yield "refused", refused
    yield "no-answer", no_answer
    yield "plain-sip", plain_sip
    yield "plain-sip-hung-up", plain_sip_hung_up
    yield "plain-port", plain_port
    yield "closed", closed
    yield "silent", silent_handshake
    yield "chain-order", chain_order
    yield "wildcard", wildcard
    yield "challenge-loop", challenge_loop
    yield "silent-udp", silent
    yield "forbidden", lambda n: status(n, 403, "Forbidden")
    yield "scheme-refused", lambda n: status(n, 416, "Unsupported URI Scheme")
    yield "interval-too-brief", lambda n: status(n, 423, "Interval Too Brief", header="Min-Expires: 3600")
    yield "flow-failed", lambda n: status(n, 430, "Flow Failed", "INVITE")
    yield "first-hop-lacks-outbound", lambda n: status(n, 439, "First Hop Lacks Outbound Support")
    yield "security-agreement", lambda n: status(n, 494, "Security Agreement Required", header="Security-Server: tls")
    yield "sdes-refused", lambda n: refused_offer(n, 488, "RTP/SAVP", sdes)
    yield "clear-refused", lambda n: refused_offer(n, 488, "RTP/AVP")
    yield "crypto-not-offered", lambda n: answered(
        n, offer("RTP/SAVP", sdes), offer("RTP/SAVP", sdes.replace(":1 ", ":7 ")))
    yield "downgraded", lambda n: answered(n, offer("RTP/SAVP", sdes), offer("RTP/AVP"))
    yield "crypto-unusable", lambda n: refused_offer(n, 488, "RTP/SAVP", sdes.replace("AES_CM_128", "AES_128_CM"))
    yield "secure-fax", secure_fax
    yield "registration-replaced", lambda n: registrations(n, "sip:100@10.0.0.2:5060", "sip:100@10.0.0.3:5060")
    yield "udp-fragmentation", big
    yield "no-server-name", no_server_name
    yield "contact-without-transport", contact_without_transport
    yield "pre-shared-key", pre_shared_key
    yield "idle-timer", idle_timer
    yield "contact-unreachable", contact_unreachable
    yield "late-offer-downgraded", late_offer
    yield "one-way", one_way
    yield "unreachable-address", lambda n: answered(
        n, offer("RTP/SAVP", sdes).replace("c=IN IP4 [local_ip]", "c=IN IP4 10.1.2.3"),
        offer("RTP/SAVP", sdes).replace("c=IN IP4 [local_ip]", "c=IN IP4 203.0.113.9"))
    yield "unread", unread


def main(names):
    certificates()
    for name, record in all_cases():
        if names and name not in names:
            continue
        try:
            record(name)
        finally:
            stop_all()


try:
    main(sys.argv[1:])
finally:
    os.chdir("/")
    shutil.rmtree(work, ignore_errors=True)
