package ringfence.trace.diagnose;

import java.util.List;

/// Every rule. A new one is a file of its own, a test, and a line here.
final class Rules {
  static final List<Rule> ALL =
      List.of(
          // the way to the server
          NameUnknown::judge,
          NoWay::judge,
          OwnRefusal::judge,
          Rule.ofLinks(ConnectionRefused::judge),
          Rule.ofLinks(ConnectionUnanswered::judge),
          PlainSipToTlsPort::judge,
          Rule.ofLinks(TlsToPlainPort::judge),
          // the handshake
          Rule.ofLinks(VersionFloor::judge),
          Rule.ofLinks(NoCommonSuite::judge),
          Rule.ofLinks(RsaTransportOnly::judge),
          Rule.ofLinks(ServerNameUnknown::judge),
          Rule.ofLinks(NoServerName::judge),
          Rule.ofLinks(SlowHandshake::judge),
          Rule.ofLinks(HandshakeUnanswered::judge),
          Rule.ofLinks(ClosedWithoutAlert::judge),
          // certificates
          Rule.ofCertificates(UnknownCa::judge),
          Rule.ofCertificates(SelfSigned::judge),
          Rule.ofCertificates(MissingIntermediate::judge),
          Rule.ofCertificates(ChainOutOfOrder::judge),
          Rule.ofCertificates(Expired::judge),
          Rule.ofCertificates(NotYetValid::judge),
          Rule.ofCertificates(PeerClock::judge),
          Rule.ofCertificates(WrongName::judge),
          Rule.ofCertificates(AddressForName::judge),
          Rule.ofCertificates(WildcardRefused::judge),
          Rule.ofCertificates(UsageMissing::judge),
          Rule.ofCertificates(KeyTooSmall::judge),
          Rule.ofCertificates(WeakHash::judge),
          Rule.ofCertificates(NotTheFile::judge),
          Rule.ofLinks(ClientCertificateMissing::judge),
          Rule.ofLinks(ClientCertificateUnacceptable::judge),
          Rule.ofLinks(LegacyTls::judge),
          // SIP
          ChallengeLoop::judge,
          ContactWithoutTransport::judge,
          CalleeWithoutTransport::judge,
          TellingStatus::judge,
          NoAnswer::judge,
          UdpFragmentation::judge,
          NatRebinding::judge,
          RegistrationReplaced::judge,
          IdleTimer::judge,
          ContactUnreachable::judge,
          // the keys of media
          PreSharedKeyDiffers::judge,
          KeyManagementMismatch::judge,
          ProfileMismatch::judge,
          CryptoNotOffered::judge,
          CryptoUnusable::judge,
          LateOfferDowngraded::judge,
          SecurityDropped::judge,
          SecureFaxRefused::judge,
          // media
          OneWayAudio::judge,
          NothingHeard::judge,
          MediaAddressUnreachable::judge,
          ForgedMedia::judge,
          PlainMedia::judge,
          RtcpInClear::judge,
          KeyLost::judge,
          // what keeps us from seeing more
          Rule.ofLinks(SecretMissing::judge),
          MediaUnread::judge);

  private Rules() {}
}
