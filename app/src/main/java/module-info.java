/// The front door: main and one wiring class per product.
module ringfence.app {
  requires ringfence.adapter;
  requires ringfence.proxy;
  requires ringfence.trace;
  requires info.picocli;
}
