package ringfence.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A DNS server on loopback for one test. It knows every name of its zone, says that there is no
/// other, and notes what it is asked.
public final class NameServer implements AutoCloseable {
  private static final int NEGATIVE_SECONDS = 30;
  private static final int MOST_ALIASES = 20;

  private final DatagramSocket socket;
  private final BlockingQueue<String> questions = new LinkedBlockingQueue<>();
  private volatile List<Record> zone = List.of();
  private volatile int code = Rcode.NOERROR;
  private volatile boolean silent;

  private NameServer(InetAddress address) {
    try {
      socket = new DatagramSocket(0, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /// Starts one that knows these lines of a master file, RFC 1035 section 5.
  public static NameServer of(String zone) {
    var server = new NameServer(InetAddress.getLoopbackAddress());
    server.knows(zone);
    return server;
  }

  /// What it knows from now on.
  public void knows(String lines) {
    byte[] octets = lines.getBytes(StandardCharsets.US_ASCII);
    try (var master = new Master(new ByteArrayInputStream(octets), Name.root, 60)) {
      List<Record> records = new ArrayList<>();
      for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
        records.add(next);
      }
      zone = List.copyOf(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes questions and answers none.
  public NameServer silent() {
    silent = true;
    return this;
  }

  /// Answers every question with this code, such as `Rcode.SERVFAIL`.
  public NameServer answering(int rcode) {
    code = rcode;
    return this;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /// As a setting names it: address and port.
  @Override
  public String toString() {
    return address().getAddress().getHostAddress() + ":" + address().getPort();
  }

  /// What it has been asked since this was last called, such as `proxy.example A`.
  public List<String> questions() {
    List<String> all = new ArrayList<>();
    questions.drainTo(all);
    return all;
  }

  private void serve() {
    byte[] octets = new byte[1500];
    try {
      while (true) {
        var packet = new DatagramPacket(octets, octets.length);
        socket.receive(packet);
        var question = new Message(Arrays.copyOf(octets, packet.getLength()));
        Record asked = question.getQuestion();
        questions.add(asked.getName().toString(true) + " " + Type.string(asked.getType()));
        if (silent) continue;
        byte[] answer = answer(question).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private Message answer(Message question) {
    Record asked = question.getQuestion();
    var answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(asked, Section.QUESTION);
    answer.getHeader().setRcode(code);
    if (code != Rcode.NOERROR) return answer;
    List<Record> found = along(asked);
    found.forEach(it -> answer.addRecord(it, Section.ANSWER));
    if (found.isEmpty()) {
      boolean known = zone.stream().anyMatch(it -> it.getName().subdomain(asked.getName()));
      if (!known) answer.getHeader().setRcode(Rcode.NXDOMAIN);
      answer.addRecord(authority(), Section.AUTHORITY);
    }
    return answer;
  }

  /// The records asked for, with the aliases on the way to them.
  private List<Record> along(Record asked) {
    List<Record> found = new ArrayList<>();
    Name name = asked.getName();
    for (int aliases = 0; aliases < MOST_ALIASES; aliases++) {
      List<Record> here = at(name, asked.getType());
      found.addAll(here);
      if (here.isEmpty() || !(here.getFirst() instanceof CNAMERecord alias)) break;
      name = alias.getTarget();
    }
    return found;
  }

  private List<Record> at(Name name, int type) {
    return zone.stream()
        .filter(it -> it.getName().equals(name))
        .filter(it -> it.getType() == type || it.getType() == Type.CNAME)
        .toList();
  }

  private static Record authority() {
    Name root = Name.root;
    return new SOARecord(root, DClass.IN, 60, root, root, 1, 60, 60, 60, NEGATIVE_SECONDS);
  }

  @Override
  public void close() {
    socket.close();
  }
}
