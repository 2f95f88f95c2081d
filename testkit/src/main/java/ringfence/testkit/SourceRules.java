package ringfence.testkit;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/// Rules about the text of a source file: its length, its methods, its locks, and no sleeping
/// tests.
final class SourceRules extends TreeScanner<Void, Void> {
  private static final int FILE_LINES = 300;
  private static final int METHOD_LINES = 30;
  private static final int PARAMETERS = 4;
  private static final int NESTING = 3;

  private final Path file;
  private final boolean mayLock;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<String> broken;

  private SourceRules(
      Path file,
      boolean mayLock,
      CompilationUnitTree unit,
      SourcePositions positions,
      List<String> broken) {
    this.file = file;
    this.mayLock = mayLock;
    this.unit = unit;
    this.positions = positions;
    this.broken = broken;
  }

  /// What a file of the product breaks.
  static List<String> product(Path file, boolean mayLock) {
    List<String> broken = new ArrayList<>();
    long lines = read(file).lines().count();
    if (lines > FILE_LINES) broken.add(file + ": " + lines + " lines, at most " + FILE_LINES);
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var options = List.of("-proc:none");
      var sources = files.getJavaFileObjects(file);
      var task = (JavacTask) compiler.getTask(null, files, null, options, null, sources);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new SourceRules(file, mayLock, unit, positions, broken).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return broken;
  }

  static List<String> test(Path file) {
    String text = read(file);
    if (!text.contains("Thread." + "sleep") && !text.contains("SECONDS." + "sleep")) {
      return List.of();
    }
    return List.of(file + ": a test sleeps");
  }

  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    boolean constructor = method.getReturnType() == null;
    if (!constructor && method.getParameters().size() > PARAMETERS) {
      report(method, method.getName() + " has over " + PARAMETERS + " parameters");
    }
    if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) lock(method);
    if (method.getBody() != null) {
      long lines = line(end(method.getBody())) - line(start(method)) + 1;
      if (lines > METHOD_LINES) {
        report(method, method.getName() + " has " + lines + " lines, at most " + METHOD_LINES);
      }
      if (depth(method.getBody()) > NESTING) {
        report(method, method.getName() + " is nested past " + NESTING);
      }
    }
    return super.visitMethod(method, null);
  }

  @Override
  public Void visitSynchronized(SynchronizedTree block, Void unused) {
    lock(block);
    return super.visitSynchronized(block, null);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
    if (call.getMethodSelect().toString().equals("Thread.sleep")) report(call, "a sleep");
    return super.visitMethodInvocation(call, null);
  }

  private void lock(Tree where) {
    if (!mayLock) report(where, "a lock outside transport and manage");
  }

  private void report(Tree where, String what) {
    broken.add(file + ":" + line(start(where)) + ": " + what);
  }

  private long start(Tree tree) {
    return positions.getStartPosition(unit, tree);
  }

  private long end(Tree tree) {
    return positions.getEndPosition(unit, tree);
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  private static int depth(BlockTree body) {
    var scanner = new DepthScanner();
    for (Tree statement : body.getStatements()) scanner.scan(statement, 0);
    return scanner.deepest;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How deep statements are nested; an `else if` counts as one with its `if`.
  private static final class DepthScanner extends TreeScanner<Void, Integer> {
    private int deepest;

    @Override
    public Void scan(Tree tree, Integer depth) {
      int here = nests(tree) ? depth + 1 : depth;
      deepest = Math.max(deepest, here);
      return super.scan(tree, here);
    }

    @Override
    public Void visitIf(IfTree node, Integer depth) {
      scan(node.getCondition(), depth);
      scan(node.getThenStatement(), depth);
      Tree otherwise = node.getElseStatement();
      return scan(otherwise, otherwise instanceof IfTree ? depth - 1 : depth);
    }

    private static boolean nests(Tree tree) {
      return tree instanceof IfTree
          || tree instanceof ForLoopTree
          || tree instanceof EnhancedForLoopTree
          || tree instanceof WhileLoopTree
          || tree instanceof DoWhileLoopTree
          || tree instanceof SwitchTree
          || tree instanceof TryTree;
    }
  }
}
