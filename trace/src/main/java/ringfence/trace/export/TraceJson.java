package ringfence.trace.export;

import java.util.List;
import java.util.Locale;
import ringfence.manage.json.Json;
import ringfence.trace.call.CallRecord;
import ringfence.trace.decode.Row;
import ringfence.trace.quality.StreamQuality;

/// Rows, calls and streams as JSON. A capture's rows are many: the object around them is written
/// piece by piece.
public final class TraceJson {
  private final Showing showing;
  private boolean any;

  public TraceJson(Showing showing) {
    this.showing = showing;
  }

  /// What stands before the first row.
  public static String opening() {
    return "{\"frames\":[";
  }

  /// One row, with the comma that it needs.
  public String row(Row row) {
    String comma = any ? "," : "";
    any = true;
    return comma + object(row);
  }

  /// One row by itself.
  public Json.JsonObject object(Row row) {
    return Json.object()
        .put("number", row.number())
        .put("time", row.time().toString())
        .put("source", showing.address(row.source()))
        .put("destination", showing.address(row.destination()))
        .put("protocol", row.content().protocol())
        .put("info", showing.info(row));
  }

  /// What stands behind the last row.
  public String closing(List<CallRecord> calls, List<StreamQuality> streams) {
    return "],\"calls\":"
        + Json.array(calls.stream().map(this::call).toList())
        + ",\"streams\":"
        + Json.array(streams.stream().map(this::stream).toList())
        + "}";
  }

  private Json call(CallRecord call) {
    var json =
        Json.object()
            .put("callId", showing.callId(call.callId()))
            .put("from", showing.uri(call.from()))
            .put("to", showing.uri(call.to()))
            .put("begun", call.begun().toString())
            .put("last", call.last().toString())
            .put("ended", call.ended())
            .put(
                "frames",
                Json.array(
                    call.frames().stream().map(it -> new Json.JsonNumber(it.toString())).toList()));
    return call.status().isPresent() ? json.put("status", call.status().getAsInt()) : json;
  }

  private Json stream(StreamQuality stream) {
    var json =
        Json.object()
            .put("source", showing.address(stream.source()))
            .put("destination", showing.address(stream.destination()))
            .put("ssrc", stream.ssrc().toString())
            .put("codec", stream.codec())
            .put("security", stream.security().name().toLowerCase(Locale.ROOT))
            .put("begun", stream.begun().toString())
            .put("ended", stream.ended().toString())
            .put("packets", stream.packets())
            .put("lost", stream.lost())
            .put("lossPercent", rounded(stream.lossPercent()))
            .put("jitterMillis", rounded(stream.jitter().toNanos() / 1e6));
    return stream.mos().isPresent() ? json.put("mos", rounded(stream.mos().getAsDouble())) : json;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
