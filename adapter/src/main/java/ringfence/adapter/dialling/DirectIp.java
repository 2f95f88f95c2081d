package ringfence.adapter.dialling;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ringfence.adapter.dialling.DialPlan.Judgement;
import ringfence.sip.message.HostPort;

/// A call to an IP address, dialled past the servers: `**192*168*0*1*` to whoever is there, or
/// `**192*168*0*1#200` to a number there.
final class DirectIp {
  private static final String LONGEST = "**255*255*255*255#";
  private static final Pattern WHOLE =
      Pattern.compile("\\*\\*(\\d{1,3})\\*(\\d{1,3})\\*(\\d{1,3})\\*(\\d{1,3})([*#])(\\d{0,32})");
  private static final Pattern BEGUN = Pattern.compile("\\*\\*(\\d{1,3}\\*){0,3}\\d{0,3}");

  private DirectIp() {}

  static Judgement judge(String digits) {
    Matcher whole = WHOLE.matcher(digits);
    if (!whole.matches()) {
      boolean begun = digits.length() < LONGEST.length() && BEGUN.matcher(digits).matches();
      return begun ? new Judgement.Incomplete() : new Judgement.Refused();
    }
    boolean isAddress =
        Stream.of(1, 2, 3, 4).allMatch(part -> Integer.parseInt(whole.group(part)) <= 255);
    if (!isAddress) return new Judgement.Refused();
    String number = whole.group(6);
    boolean anyone = whole.group(5).equals("*");
    if (anyone) return number.isEmpty() ? number(whole, "") : new Judgement.Refused();
    if (number.isEmpty()) return new Judgement.Incomplete();
    return new Judgement.AfterTimer(number(whole, number));
  }

  private static Judgement number(Matcher whole, String number) {
    String address =
        whole.group(1) + "." + whole.group(2) + "." + whole.group(3) + "." + whole.group(4);
    var host = Optional.of(HostPort.of(address));
    return new Judgement.Whole(new DialledNumber(number, host));
  }
}
