package ringfence.manage.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// How an event is written for a syslog receiver, with facility LOCAL7.
@FunctionalInterface
public interface SyslogForm {
  int LOCAL7 = 23;

  /// The message, without the frame of its transport.
  byte[] message(Event event);

  /// The unit's form, RFC 3164: a trace is `<190>syslog: SipEngine [0571] [OpenSIPS] sentence`, a
  /// notification as `format` says. As the unit does, it leaves the time and the host's name to the
  /// receiver (RFC 3164 section 4.3.3).
  ///
  /// @param product the values of the format's macros about the product
  static SyslogForm unit(LineFormat format, Map<String, String> product) {
    return event -> {
      String trace = "syslog: " + event + event.fieldText();
      String text =
          event.notification().map(kind -> format.line(event, kind, product)).orElse(trace);
      // RFC 3164 4.1: "The total length of the packet MUST be 1024 bytes or less"
      return bytes(priority(event) + text, 1024);
    };
  }

  /// RFC 5424, with the event's number, fields, cause and cure as structured data.
  ///
  /// @param host who sends: a name or an address
  static SyslogForm structured(String host) {
    var sequence = new AtomicInteger();
    return event -> {
      // RFC 5424 7.3.1: up to "2147483647. If that value is reached, the next message MUST be sent
      // with a sequenceId of 1."
      int number = sequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
      // RFC 5424 6.1: receivers "SHOULD be able to accept messages of up to and including 2048"
      return bytes(structured(event, host, number), 2048);
    };
  }

  private static String structured(Event event, String host, int sequence) {
    // RFC 5424 6: "PRI VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID"
    return priority(event)
        + "1 "
        + event.time().truncatedTo(ChronoUnit.MICROS)
        + " "
        + StructuredData.name(host, 255)
        + " ringfence "
        + StructuredData.name(event.service(), 128)
        + " "
        + event.notification().map(Notification::id).orElse("-")
        + " "
        + StructuredData.of(event, sequence)
        // RFC 5424 6.4: "the string MUST start with the Unicode byte order mask (BOM)"
        + " \uFEFF"
        + event.sentence().replaceAll("\\p{Cntrl}", " ");
  }

  private static String priority(Event event) {
    return "<" + (LOCAL7 * 8 + event.severity().syslog()) + ">";
  }

  /// As much of the text as fits, in whole characters.
  private static byte[] bytes(String text, int most) {
    var out = ByteBuffer.allocate(most);
    var encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
    var _ = encoder.encode(CharBuffer.wrap(text), out, true);
    return Arrays.copyOf(out.array(), out.position());
  }
}
