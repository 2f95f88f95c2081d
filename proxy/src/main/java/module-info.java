/// The TLS proxy and registrar.
@SuppressWarnings("requires-automatic") // the store's jar names its module in its manifest only
module ringfence.proxy {
  exports ringfence.proxy;
  exports ringfence.proxy.call;
  exports ringfence.proxy.defence;
  exports ringfence.proxy.flow;
  exports ringfence.proxy.location;
  exports ringfence.proxy.pages;
  exports ringfence.proxy.peer;
  exports ringfence.proxy.policy;
  exports ringfence.proxy.registrar;
  exports ringfence.proxy.routing;
  exports ringfence.proxy.tls;
  exports ringfence.proxy.users;

  requires com.h2database.mvstore;
  requires transitive ringfence.manage;
  requires transitive ringfence.transport;
}
