package ringfence.trace.diagnose;

/// Where on the pages of our unit a cause is cured.
public enum UnitField {
  PROXY_HOST("SIP/Servers", "SipEp.DefaultStaticProxyHost"),
  TLS("SIP/Transport", "SipEp.TransportConfig[GatewayName=…].TlsEnable"),
  REGISTRATION_TRANSPORT(
      "SIP/Transport", "SipEp.TransportConfig[GatewayName=…].RegistrationEnable"),
  TLS_VERSION("SIP/Transport", "SipEp.TransportTlsVersion"),
  TLS_CIPHER_SUITE("SIP/Transport", "SipEp.TransportTlsCipherSuite"),
  CERTIFICATE_VALIDATION("SIP/Interop", "SipEp.InteropTlsCertificateValidation"),
  CONNECT_TIMEOUT("SIP/Interop", "SipEp.InteropTcpConnectTimeout"),
  AUTHENTICATION("SIP/Authentication", "SipEp.Authentication"),
  AUTHORITIES("Management/Certificates", "Cert.CertificateAuthorities"),
  CERTIFICATES("Management/Certificates", "Cert.HostCertificateAssociation"),
  KEEP_ALIVE("SIP/Servers", "SipEp.KeepAliveInterval"),
  RTP_PORTS("Telephony/CODECS", "Mipt.RtpBasePort"),
  SNTP("Network/Host", "Hoc.StaticSntpServers"),
  KEY_MANAGEMENT("Telephony/CODECS", "Mipt.DefaultSecurityKeyManagement"),
  PRE_SHARED_KEY("Telephony/CODECS", "Mipt.MikeyPreSharedKey"),
  RTP_MODE("Telephony/CODECS", "Mipt.DefaultSecurityRtpMode"),
  UNSECURE_FAX("Telephony/CODECS", "Mipt.AllowUnsecureT38WithSrtp"),
  CRYPTO_SUITE("Telephony/CODECS", "Mipt.SecurityCryptoSuite");

  private final String page;
  private final String setting;

  UnitField(String page, String setting) {
    this.page = page;
    this.setting = setting;
  }

  public String page() {
    return page;
  }

  public String setting() {
    return setting;
  }

  @Override
  public String toString() {
    return page + ", " + setting;
  }
}
