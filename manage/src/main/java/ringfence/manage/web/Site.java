package ringfence.manage.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.manage.access.Access;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;

/// The pages of a product under one menu; the first is also the front page. A browser that listens
/// to the site's changes shows the page anew after each [Broadcast#publish].
///
/// @param lights what the front of the product shows, on every page
/// @param administration where forms go; a site without one has none
/// @param access who may sign in; a site without it asks nobody to
public record Site(
    String product,
    List<Page> pages,
    List<Supplier<Light>> lights,
    Broadcast changes,
    Optional<Administration> administration,
    Optional<Access> access) {
  public Site {
    pages = List.copyOf(pages);
    lights = List.copyOf(lights);
    if (pages.isEmpty()) throw new IllegalArgumentException("a site without a page");
  }

  /// A site that only shows.
  public static Site of(String product, Page... pages) {
    var none = Optional.<Administration>empty();
    return new Site(product, List.of(pages), List.of(), new Broadcast(), none, Optional.empty());
  }

  /// A site whose forms change the settings; its browsers show every change.
  public static Site of(String product, Administration administration, Page... pages) {
    var changes = new Broadcast();
    administration.configuration().watch(() -> changes.publish("changed", ""));
    return new Site(
        product, List.of(pages), List.of(), changes, Optional.of(administration), Optional.empty());
  }

  /// The site with one more light.
  public Site light(Supplier<Light> light) {
    List<Supplier<Light>> more = new ArrayList<>(lights);
    more.add(light);
    return new Site(product, pages, more, changes, administration, access);
  }

  /// The site with a form to sign in, for those whom `door` lets in.
  public Site access(Access door) {
    return new Site(product, pages, lights, changes, administration, Optional.of(door));
  }

  /// Where the page with the services table is.
  String services() {
    return pages.stream()
        .filter(page -> page.name().equals("Services"))
        .findFirst()
        .map(Page::path)
        .orElse("/");
  }

  /// Lets every browser that shows a page show it anew; cheap, callable from any thread.
  public void changed() {
    changes.publish("changed", "");
  }

  /// The pages that someone of this role sees.
  List<Page> pages(Role role) {
    return pages.stream().filter(page -> role.isAtLeast(page.least())).toList();
  }
}
