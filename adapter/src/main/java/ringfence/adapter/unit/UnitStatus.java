package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.GatewayStatus;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.line.Hearing;

/// What the unit's pages show, at one moment.
public record UnitStatus(
    ReadyLed readyLed,
    List<LinkStatus> links,
    List<Line> lines,
    List<GatewayStatus> gateways,
    List<RegistrationStatus> registrations) {
  /// What there is to show while SIPEP is stopped: idle lines that cannot be used.
  static UnitStatus stopped() {
    List<Line> lines = SipEp.USER_AGENTS.rows().stream().map(UnitStatus::stopped).toList();
    return new UnitStatus(ReadyLed.OFF, List.of(), lines, List.of(), List.of());
  }

  private static Line stopped(String endpoint) {
    return new Line(
        endpoint,
        "",
        "Unregistered",
        "the SIP endpoint service is stopped",
        "Idle",
        Hearing.SILENCE,
        "",
        "",
        false,
        Optional.empty(),
        Optional.empty());
  }

  /// One line.
  ///
  /// @param endpoint `FXS1`
  /// @param registration the state as the Registrations page names it; `Disabled` for a line that
  ///   does not register
  /// @param cause why a registration failed, or empty
  /// @param state what the line is doing: `Idle`, `Ringing`, `Talking`
  /// @param hearing what the person at its phone hears
  /// @param dialled the digits pressed so far, while a number is dialled
  /// @param lastEnd why the last call ended, or empty
  /// @param lastCall the last call, as it was when it ended
  public record Line(
      String endpoint,
      String user,
      String registration,
      String cause,
      String state,
      Hearing hearing,
      String dialled,
      String lastEnd,
      boolean operational,
      Optional<CallStatus> call,
      Optional<CallStatus> lastCall) {}
}
