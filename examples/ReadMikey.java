import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyMessage;
import ringfence.rtp.Parsed;

/// Reads the MIKEY line of an SDP, that of RFC 4567 section 5.1, and prints its payloads. No key is
/// among them: what is secret is encrypted.
void main() {
  var value =
      "mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyONQ6gAAAAAGEEoo2pee4hp2UaDX8ZE22YwKAAAPZG9uYWxkQGR1Y2su"
          + "Y29tAQAAAAAAAQAk0JKpgaVkDaawi9whVBtBt0KZ14ymNuu62+Nv3ozPLygwK/GbAV9iemnGUIZ19fWQUOSr"
          + "zKTAv9zV";
  switch (KeyMgmtAttribute.parse(value)) {
    case Parsed.Malformed<KeyMgmtAttribute>(var clause, var reason) ->
        IO.println(reason + " (" + clause + ")");
    case Parsed.Good<KeyMgmtAttribute>(var attribute) -> print(attribute.data().array());
  }
}

void print(byte[] octets) {
  switch (MikeyMessage.read(octets)) {
    case MikeyMessage.Reading.Malformed(var why) -> IO.println(why);
    case MikeyMessage.Reading.Good(var message) -> {
      IO.println(
          "%s, CSB ID 0x%08x".formatted(message.header().dataType(), message.header().csbId()));
      message.payloads().forEach(payload -> IO.println("  " + payload));
    }
  }
}
