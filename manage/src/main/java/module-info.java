/// People and disk: settings, events, web pages, certificates.
@SuppressWarnings(
    "requires-automatic") // the SSH server's jar names its module in its manifest only
module ringfence.manage {
  requires java.net.http;
  requires org.apache.sshd.osgi;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.eclipse.jetty.server;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires org.slf4j;

  exports ringfence.manage.access;
  exports ringfence.manage.backup;
  exports ringfence.manage.certificate;
  exports ringfence.manage.cli;
  exports ringfence.manage.diagnosis;
  exports ringfence.manage.disclosure;
  exports ringfence.manage.event;
  exports ringfence.manage.json;
  exports ringfence.manage.ladder;
  exports ringfence.manage.admin;
  exports ringfence.manage.rest;
  exports ringfence.manage.service;
  exports ringfence.manage.setting;
  exports ringfence.manage.status;
  exports ringfence.manage.time;
  exports ringfence.manage.web;
}
