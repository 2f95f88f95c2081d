package ringfence.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The system's libcrypto, of OpenSSL 3; asked only where `CryptoEngine` found that it may be
/// called.
@SuppressWarnings("restricted")
final class Libcrypto {
  private static final Optional<SymbolLookup> LIBRARY = load();

  private Libcrypto() {}

  private static Optional<SymbolLookup> load() {
    try {
      return Optional.of(SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether it is there with all that is used of it; builds without deprecated functions have no
  /// `SHA1_Update`.
  static boolean isPresent() {
    return LIBRARY.flatMap(library -> library.find("SHA1_Update")).isPresent();
  }

  /// A function that runs for a few microseconds at most, and so need not let go of the thread.
  /// Addresses go to it as numbers: of a segment each call would check and hold the arena.
  static MethodHandle function(String name, FunctionDescriptor form) {
    MemorySegment symbol = LIBRARY.orElseThrow().findOrThrow(name);
    return Linker.nativeLinker().downcallHandle(symbol, form, Linker.Option.critical(false));
  }

  /// Most functions return 1 when they have done their work.
  static void check(int result) {
    if (result != 1) throw new IllegalStateException("libcrypto refused to work");
  }

  static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("libcrypto could not be called", cause);
  }
}
