/// People and disk: settings, events, web pages, certificates.
module ringfence.manage {
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.eclipse.jetty.server;
  requires org.slf4j;

  exports ringfence.manage.access;
  exports ringfence.manage.certificate;
  exports ringfence.manage.event;
  exports ringfence.manage.json;
  exports ringfence.manage.admin;
  exports ringfence.manage.rest;
  exports ringfence.manage.service;
  exports ringfence.manage.setting;
  exports ringfence.manage.status;
  exports ringfence.manage.web;
}
