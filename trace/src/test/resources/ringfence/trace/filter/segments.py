"""Makes segments.pcap: TLS records and a SIP message, each in several TCP segments, one of them sent twice."""
import socket
import struct
import sys

HELLO = bytes.fromhex('1603010037 01000033 0303' + '00' * 32 + '00 0002c02f 0100 0008 0017 0000 0023 0000')
ALERT = bytes.fromhex('15030300020228')
SIP = (b'OPTIONS sip:101@192.0.2.11 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.30;branch=z9hG4bK1\r\n'
       b'From: <sip:100@192.0.2.11>;tag=1\r\nTo: <sip:101@192.0.2.11>\r\nCall-ID: one\r\nCSeq: 1 OPTIONS\r\n'
       b'Content-Length: 0\r\n\r\n')
ONE, TLS, CLEAR = ('192.0.2.30', 16000), ('192.0.2.11', 5061), ('192.0.2.11', 5060)
SYN, ACK, PUSH = 2, 16, 24


def packet(source, destination, numbers, flags, payload=b''):
    tcp = struct.pack('>HHIIBBHHH', source[1], destination[1], *numbers, 5 << 4, flags, 8192, 0, 0) + payload
    ends = socket.inet_aton(source[0]) + socket.inet_aton(destination[0])
    return struct.pack('>BBHHHBBH', 0x45, 0, 40 + len(payload), 0, 0, 64, 6, 0) + ends + tcp


def connection(server, *parts):
    yield packet(ONE, server, (99, 0), SYN)
    yield packet(server, ONE, (899, 100), SYN | ACK)
    yield packet(ONE, server, (100, 900), ACK)
    at = 100
    for part in parts:
        yield packet(ONE, server, (at, 900), PUSH, part)
        at += len(part)


def frames():
    yield from connection(TLS, HELLO[:3], HELLO[3:30], HELLO[30:], ALERT[:5], ALERT[5:])
    yield packet(ONE, TLS, (100, 900), PUSH, HELLO[:3])
    yield from connection(CLEAR, SIP[:20], SIP[20:100], SIP[100:])


with open(sys.argv[1], 'wb') as out:
    out.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
    for number, octets in enumerate(frames()):
        out.write(struct.pack('<IIII', 1700000000, number * 1000, len(octets), len(octets)) + octets)
