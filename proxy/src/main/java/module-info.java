/// The TLS proxy and registrar.
@SuppressWarnings("requires-automatic") // the jar of the way to Redis names itself in its manifest
module ringfence.proxy {
  exports ringfence.proxy;
  exports ringfence.proxy.admin;
  exports ringfence.proxy.call;
  exports ringfence.proxy.cluster;
  exports ringfence.proxy.defence;
  exports ringfence.proxy.failure;
  exports ringfence.proxy.flow;
  exports ringfence.proxy.location;
  exports ringfence.proxy.log;
  exports ringfence.proxy.pages;
  exports ringfence.proxy.peer;
  exports ringfence.proxy.policy;
  exports ringfence.proxy.registrar;
  exports ringfence.proxy.routing;
  exports ringfence.proxy.store;
  exports ringfence.proxy.tls;
  exports ringfence.proxy.users;

  requires java.management;
  requires transitive java.sql;
  requires lettuce.core;
  requires org.xerial.sqlitejdbc;
  requires transitive ringfence.manage;
  requires transitive ringfence.transport;
}
