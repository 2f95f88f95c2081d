"""Makes words.pcap: messages, media and errors in which the parts that filters ask for take every form."""
import socket
import struct
import sys

ONE, TWO = '192.0.2.30', '192.0.2.12'
ONE6, TWO6 = '2001:db8::30', '2001:db8::12'
VIA = 'Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK1'
ALICE = 'From: "Alice" <sip:alice@example.com:5070;transport=tcp>;tag=a'
BOB = 'To: <sip:bob@example.com;user=phone?Subject=x>'
ESCAPED = '<sip:6%61@example.com>'
SDP = 'v=0\r\no=- 1 1 IN IP4 {0}\r\ns=-\r\nc=IN IP4 {0}\r\nt=0 0\r\nm=audio {1} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n'


def checksum(octets):
    octets += b'\0' * (len(octets) % 2)
    total = sum(struct.unpack('>%dH' % (len(octets) // 2), octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip(source, destination, protocol, payload, fragment=0, number=1):
    header = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(payload), number, fragment, 64, protocol, 0,
                         socket.inet_aton(source), socket.inet_aton(destination))
    return header[:10] + struct.pack('>H', checksum(header)) + header[12:] + payload


def datagram(ports, payload):
    return struct.pack('>HHHH', *ports, 8 + len(payload), 0) + payload


def there(ports, payload):
    return ip(ONE, TWO, 17, datagram(ports, payload))


def back(ports, payload):
    return ip(TWO, ONE, 17, datagram(ports, payload))


def udp6(source, destination, payload):
    ends = socket.inet_pton(socket.AF_INET6, source) + socket.inet_pton(socket.AF_INET6, destination)
    udp = datagram((5060, 5060), payload)
    sum6 = checksum(ends + struct.pack('>II', len(udp), 17) + udp) or 0xFFFF
    return struct.pack('>IHBB', 0x60000000, len(udp), 17, 64) + ends + udp[:6] + struct.pack('>H', sum6) + udp[8:]


def icmp(source, destination, kind, code, rest):
    return ip(source, destination, 1, struct.pack('>BBHI', kind, code, 0, 0) + rest)


def sip(*lines, body=''):
    return ('\r\n'.join(lines) + '\r\nContent-Length: %d\r\n\r\n' % len(body) + body).encode()


def rtp(number, source):
    return struct.pack('>BBHII', 0x80, 0, number, number * 160, source) + b'\xd5' * 160


def invite():
    return sip('INVITE sip:bob:pw@192.0.2.12:5060;transport=udp SIP/2.0', VIA, ALICE, BOB, 'Call-ID: c1@x',
               'CSeq: 1 INVITE', 'Contact: <sip:alice@192.0.2.30;transport=udp>;expires=60', 'User-Agent: One/1.0',
               'Content-Type: application/sdp', body=SDP.format(ONE, 5004))


def progress():
    return sip('SIP/2.0 183 Session Progress', VIA, ALICE, BOB + ';tag=b', 'Call-ID: c1@x', 'CSeq: 1 INVITE',
               'Contact: <sip:bob@192.0.2.12>', 'Server: Two', 'Content-Type: application/sdp',
               body=SDP.format(TWO, 6004))


def compact():
    return sip('OPTIONS tel:+15551234 SIP/2.0', VIA, 'f: sip:alice@example.com;tag=a', 't: tel:+15551234', 'i: c2@x',
               'CSeq: 7 OPTIONS', 'm: sip:a@192.0.2.30, <sip:b@192.0.2.31:5062>', 'm: <sips:c@[2001:db8::30]>')


def register():
    return sip('REGISTER sip:[2001:db8::12] SIP/2.0', VIA, 'From: "a <x>" ' + ESCAPED + ';tag=a', 'To: ' + ESCAPED,
               'Call-ID: c3@x', 'CSeq: 2 REGISTER', 'Contact: *', 'Expires: 0')


def busy():
    return sip('SIP/2.0 486 Busy Here', VIA, 'From: ' + ESCAPED + ';tag=a', 'To: <sip:6%61@EXAMPLE.com>;tag=g',
               'Call-ID: c3@x', 'CSeq: 2 REGISTER')


def moved():
    return sip('SIP/2.0 302 Moved', VIA, 'From: sip:alice@example.com;tag=a', 'To: sip:host.example.com;tag=h',
               'Call-ID: c4@x', 'CSeq: 2 invite', 'Contact: "A, B" <sip:x@192.0.2.9;a=b>;q=0.5,<tel:+1>')


def packets():
    yield there((5060, 5060), invite())
    yield back((5060, 5060), progress())
    yield there((5004, 6004), rtp(1, 0x1234ABCD))
    yield back((6004, 5004), rtp(1, 0xFEDCBA98))
    yield there((5004, 6004), rtp(2, 0x1234ABCD))
    yield there((5060, 5060), compact())
    yield icmp(TWO, ONE, 3, 3, there((5060, 5060), compact())[:28])
    yield udp6(ONE6, TWO6, register())
    yield udp6(TWO6, ONE6, busy())
    yield back((5060, 5061), moved())
    yield there((4000, 4001), b'hello')
    yield back((4001, 4000), b'hello')
    whole = datagram((4002, 4003), b'f' * 100)
    yield ip(ONE, TWO, 17, whole[:64], 0x2000, 77)
    yield there((4005, 4006), b'x')
    yield ip(ONE, TWO, 17, whole[64:], 64 // 8, 77)
    yield icmp(ONE, TWO, 8, 0, b'ping')
    yield ip(ONE, TWO, 253, b'abcd')
    yield icmp(TWO, ONE, 3, 3, there((7000, 7001), b'x' * 8))
    yield there((7002, 7003), b'y')
    yield there((7000, 7001), b'y')


with open(sys.argv[1], 'wb') as out:
    out.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
    for number, octets in enumerate(packets()):
        seconds = number / 2
        out.write(struct.pack('<IIII', 1700000000 + int(seconds), int(seconds % 1 * 1000000), len(octets), len(octets)))
        out.write(octets)
