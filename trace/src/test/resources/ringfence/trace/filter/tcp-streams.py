"""Makes tcp-streams.pcap: connections between the same ports again and again, begun and ended in every way."""
import struct
import sys

FIN, SYN, RST, ACK = 1, 2, 4, 16
A, B = ('192.0.2.30', 16000), ('192.0.2.11', 5060)


def packet(source, destination, sequence, acknowledged, flags, payload=b''):
    tcp = struct.pack('>HHIIBBHHH', source[1], destination[1], sequence, acknowledged, 5 << 4, flags, 8192, 0, 0) + payload
    addresses = b''.join(bytes(map(int, end[0].split('.'))) for end in (source, destination))
    return struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0) + addresses + tcp


def opened(one, other, first, second):
    yield packet(one, other, first, 0, SYN)
    yield packet(other, one, second, first + 1, SYN | ACK)
    yield packet(one, other, first + 1, second + 1, ACK)


def frames():
    port = iter(range(16000, 17000))

    def ends():
        return (A[0], next(port)), B
    # ended in order, with an ACK behind both FINs, a FIN once more, then again between the same ports
    a, b = ends()
    yield from opened(a, b, 100, 900)
    yield packet(a, b, 101, 901, FIN | ACK)
    yield packet(b, a, 901, 102, FIN | ACK)
    yield packet(a, b, 102, 902, ACK)
    yield packet(b, a, 901, 102, FIN | ACK)
    yield from opened(a, b, 5000, 6000)
    yield packet(a, b, 5001, 6001, ACK, b'\r\n\r\n')
    # a SYN that is sent three times
    a, b = ends()
    for _ in range(2):
        yield packet(a, b, 100, 0, SYN)
    yield from opened(a, b, 100, 900)
    # refused, and tried again with another number, and with the same
    a, b = ends()
    yield packet(a, b, 100, 0, SYN)
    yield packet(b, a, 0, 101, RST | ACK)
    yield packet(a, b, 700, 0, SYN)
    yield packet(b, a, 0, 701, RST | ACK)
    yield packet(a, b, 700, 0, SYN)
    yield packet(b, a, 0, 701, RST | ACK)
    # its beginning is not in the capture; then a SYN
    a, b = ends()
    yield packet(a, b, 1000, 2000, ACK, b'\r\n\r\n')
    yield packet(b, a, 2000, 1004, ACK, b'\r\n')
    yield from opened(a, b, 90000, 80000)
    yield packet(a, b, 90001, 80001, ACK, b'\r\n\r\n')
    # reset, and octets behind that
    a, b = ends()
    yield from opened(a, b, 100, 900)
    yield packet(b, a, 901, 101, RST | ACK)
    yield packet(a, b, 101, 901, ACK, b'\r\n\r\n')
    yield packet(b, a, 901, 105, RST)
    # the other side opens the next
    a, b = ends()
    yield from opened(a, b, 100, 900)
    yield packet(a, b, 101, 901, RST | ACK)
    yield from opened(b, a, 4000, 3000)
    # the SYN of the next is not in the capture, its answer is
    a, b = ends()
    yield from opened(a, b, 100, 900)
    yield packet(a, b, 101, 901, FIN | ACK)
    yield packet(b, a, 901, 102, FIN | ACK)
    yield packet(b, a, 70000, 60001, SYN | ACK)
    yield packet(a, b, 60001, 70001, ACK, b'\r\n\r\n')
    # an open one is opened anew
    a, b = ends()
    yield from opened(a, b, 100, 900)
    yield packet(a, b, 101, 901, ACK, b'\r\n\r\n')
    yield from opened(a, b, 5000, 7000)
    yield packet(a, b, 5001, 7001, ACK, b'\r\n\r\n')
    # a late copy of octets behind the end
    a, b = ends()
    yield from opened(a, b, 100, 900)
    yield packet(a, b, 101, 901, ACK, b'\r\n\r\n')
    yield packet(a, b, 105, 901, FIN | ACK)
    yield packet(b, a, 901, 106, FIN | ACK)
    yield packet(a, b, 101, 901, ACK, b'\r\n\r\n')


with open(sys.argv[1], 'wb') as out:
    out.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
    for number, octets in enumerate(frames()):
        out.write(struct.pack('<IIII', 1_700_000_000, number * 1000, len(octets), len(octets)) + octets)
