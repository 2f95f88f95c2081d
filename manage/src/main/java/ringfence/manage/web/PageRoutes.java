package ringfence.manage.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.admin.Command;
import ringfence.manage.setting.Refusal;
import ringfence.manage.status.Tone;

/// The pages of a site and what becomes of their forms.
final class PageRoutes {
  private static final String SAID = "said";

  private final Site site;
  private final Notes notes = new Notes();
  // by the token of their forms, who took the risk of a transfer over plain HTTP
  private final Set<String> activated = ConcurrentHashMap.newKeySet();

  private PageRoutes(Site site) {
    this.site = site;
  }

  static void add(Routes routes, Site site) {
    var pages = new PageRoutes(site);
    Page front = site.pages().getFirst();
    routes.on(front.least(), "GET", "/", request -> pages.show(front, request));
    for (Page page : site.pages()) {
      routes.on(page.least(), "GET", page.path(), request -> pages.show(page, request));
      routes.on(page.leastToChange(), "POST", page.path(), request -> pages.take(page, request));
    }
  }

  private Reply show(Page page, WebRequest request) {
    var said = request.field(SAID).map(notes::find).orElse(List.of());
    return Reply.html(Layout.show(site, page, view(request).said(said)));
  }

  private View view(WebRequest request) {
    if (request.isSecure()) return View.of(request, View.Transfers.SAFE);
    boolean risked = activated.contains(request.csrf());
    return View.of(request, risked ? View.Transfers.RISKED : View.Transfers.OFF);
  }

  private Reply take(Page page, WebRequest request) {
    Optional<String> transfer = request.field(TransferView.FORM);
    if (transfer.isPresent()) {
      return page.transfers().stream()
          .filter(form -> form.title().equals(transfer.get()))
          .findFirst()
          .map(form -> transfer(page, form, request))
          .orElseGet(Reply::notFound);
    }
    Optional<String> entries = request.field(EntryView.FORM);
    if (entries.isPresent()) {
      return page.entryForms().stream()
          .filter(form -> form.name().equals(entries.get()))
          .findFirst()
          .map(form -> entered(page, form, request))
          .orElseGet(Reply::notFound);
    }
    return site.administration()
        .map(administration -> take(administration, page, request))
        .orElseGet(Reply::notFound);
  }

  private Reply take(Administration administration, Page page, WebRequest request) {
    var post = FormPost.read(administration.configuration().stored(), request.fields());
    if (!post.refusals().isEmpty()) return again(page, request, post.refusals());
    Outcome outcome = administration.run(FormPost.SOURCE, post.lines(), request.asker());
    return switch (outcome) {
      case Outcome.Done(var said) when !said.isEmpty() -> done(page, said);
      case Outcome.Done _ when post.lines().isEmpty() ->
          done(page, List.of("Everything is stored as it was."));
      case Outcome.Done _ -> done(page, List.of("The changes are stored."));
      case Outcome.Refused(var refusals) -> again(page, request, post.atFields(refusals));
    };
  }

  private Reply done(Page page, List<String> sentences) {
    var said = sentences.stream().map(it -> new Part.Notice(it, Tone.GOOD)).toList();
    return Reply.see(page.path() + "?" + SAID + "=" + notes.keep(said));
  }

  /// The page with what was entered and what is wrong with it.
  private Reply again(Page page, WebRequest request, List<Refusal> refusals) {
    var view = view(request).entered(request.fields(), refusals);
    return Reply.html(422, Layout.show(site, page, view));
  }

  private Reply entered(Page page, EntryForm form, WebRequest request) {
    return switch (form.answer(request.fields(), request.asker())) {
      case Command.Result.Done(String sentence) -> done(page, List.of(sentence));
      case Command.Result.NotDone(String sentence) -> refused(page, request, sentence);
    };
  }

  private Reply transfer(Page page, TransferForm form, WebRequest request) {
    if (request.field(TransferView.ACTIVATE).isPresent()) {
      activated.add(request.csrf());
      return Reply.see(page.path());
    }
    if (view(request).transfer() == View.Transfers.OFF) return refused(page, request, form.guard());
    return switch (form.answer(request)) {
      case TransferForm.Result.Taken(String sentence) -> done(page, List.of(sentence));
      case TransferForm.Result.Refused(String sentence) -> refused(page, request, sentence);
    };
  }

  private Reply refused(Page page, WebRequest request, String sentence) {
    var said = List.of(new Part.Notice(sentence, Tone.BAD));
    var view = view(request).entered(request.fields(), List.of()).said(said);
    return Reply.html(422, Layout.show(site, page, view));
  }
}
