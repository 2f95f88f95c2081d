/// The TLS proxy and registrar.
@SuppressWarnings("requires-automatic") // the jars of the store and of the way to Redis name theirs
// in their manifests only
module ringfence.proxy {
  exports ringfence.proxy;
  exports ringfence.proxy.admin;
  exports ringfence.proxy.call;
  exports ringfence.proxy.cluster;
  exports ringfence.proxy.defence;
  exports ringfence.proxy.flow;
  exports ringfence.proxy.location;
  exports ringfence.proxy.log;
  exports ringfence.proxy.pages;
  exports ringfence.proxy.peer;
  exports ringfence.proxy.policy;
  exports ringfence.proxy.registrar;
  exports ringfence.proxy.routing;
  exports ringfence.proxy.tls;
  exports ringfence.proxy.users;

  requires java.management;
  requires com.h2database.mvstore;
  requires lettuce.core;
  requires transitive ringfence.manage;
  requires transitive ringfence.transport;
}
