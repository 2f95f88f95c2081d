/// What the tests of every room share; never on a product's path.
module ringfence.testkit {
  requires transitive java.compiler;
  requires jdk.compiler;
  requires org.bouncycastle.pkix;
  requires transitive org.bouncycastle.provider;
  requires org.dnsjava;

  exports ringfence.testkit;
}
