package ringfence.media.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.media.negotiation.KeyAgreement.Lines;
import ringfence.media.negotiation.KeyAgreement.PeerStream;
import ringfence.mikey.CryptoSession;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyMessage;
import ringfence.rtp.Parsed;
import ringfence.rtp.Ssrc;
import ringfence.sdp.Attribute;
import ringfence.sdp.MediaDescription;

/// What the `a=key-mgmt` lines for a stream hold; RFC 4567 section 3.1.
sealed interface MikeyLines {
  String KEY_MGMT = "key-mgmt";

  /// No MIKEY.
  ///
  /// @param given what keys there are instead, if any
  record Absent(String given) implements MikeyLines {}

  /// A line that cannot be read.
  record Bad(String clause, String reason) implements MikeyLines {}

  /// A MIKEY message.
  ///
  /// @param protocols of all lines at its level, in their order
  /// @param ofMedia whether it stands with the stream, not with the session
  /// @param position of the stream among those that it is for, from 0
  record Found(KeyMgmtAttribute mikey, List<String> protocols, boolean ofMedia, int position)
      implements MikeyLines {
    /// The lines of the answer, at the level of the offer's.
    Lines answer(Optional<KeyMgmtAttribute> message) {
      List<Attribute> lines = message.map(MikeyLines::attribute).stream().toList();
      return ofMedia ? new Lines(List.of(), lines) : new Lines(lines, List.of());
    }

    /// Our SSRCs for the streams that the message leaves open: `own` for ours, others for those
    /// that we do not use.
    List<Ssrc> ssrcs(Ssrc own, RandomGenerator chance) {
      List<Ssrc> chosen = new ArrayList<>();
      if (MikeyMessage.read(mikey.data().array())
          instanceof MikeyMessage.Reading.Good(var message)) {
        List<CryptoSession> sessions = message.header().map().cryptoSessions();
        int ours = Math.min(2 * position + 2, sessions.size());
        for (int id = 1; id <= sessions.size(); id++) {
          if (sessions.get(id - 1).ssrc().bits() != 0) continue;
          chosen.add(id == ours ? own : Ssrc.choose(chance));
        }
      }
      return chosen;
    }
  }

  static Attribute attribute(KeyMgmtAttribute line) {
    return new Attribute(KEY_MGMT, line.toString());
  }

  /// Reads those of the stream, or else those of the session: the former override.
  static MikeyLines read(PeerStream received) {
    MediaDescription stream = received.stream();
    boolean ofMedia = stream.has(KEY_MGMT);
    List<KeyMgmtAttribute> lines = new ArrayList<>();
    for (String value :
        ofMedia ? stream.values(KEY_MGMT) : received.description().values(KEY_MGMT)) {
      switch (KeyMgmtAttribute.parse(value)) {
        case Parsed.Good<KeyMgmtAttribute>(var line) -> lines.add(line);
        case Parsed.Malformed<KeyMgmtAttribute>(var clause, var reason) -> {
          return new Bad(clause, reason);
        }
      }
    }
    List<String> protocols = KeyMgmtAttribute.protocols(lines);
    return lines.stream()
        .filter(KeyMgmtAttribute::isMikey)
        .findFirst()
        .<MikeyLines>map(it -> new Found(it, protocols, ofMedia, ofMedia ? 0 : position(received)))
        .orElseGet(() -> new Absent(instead(stream, protocols)));
  }

  private static String instead(MediaDescription stream, List<String> protocols) {
    if (SdesAgreement.hasKeys(stream)) return "keys by a=crypto (SDES)";
    return protocols.isEmpty() ? "" : "keys by a=key-mgmt:" + String.join(", ", protocols);
  }

  /// RFC 4567 5.2: at session level it is for the streams that are secure and have none of their
  /// own.
  private static int position(PeerStream received) {
    return (int)
        received.description().media().subList(0, received.index()).stream()
            .filter(line -> Answer.isSecure(line) && !line.isRefused() && !line.has(KEY_MGMT))
            .count();
  }
}
