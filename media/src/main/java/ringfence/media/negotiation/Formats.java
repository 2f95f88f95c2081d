package ringfence.media.negotiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import ringfence.media.codec.Codec;
import ringfence.media.codec.ComfortNoise;
import ringfence.media.codec.G711;
import ringfence.sdp.Attribute;
import ringfence.sdp.FormatParameters;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.RtpMap;

/// The formats of an audio stream with their payload types, best codec first.
///
/// @param codecs at least one
/// @param telephoneEvent the payload type of DTMF by RTP, if used
/// @param comfortNoise the payload type of comfort noise, if used
public record Formats(List<Format> codecs, OptionalInt telephoneEvent, OptionalInt comfortNoise) {
  /// A codec under its payload type.
  public record Format(int payloadType, Codec codec) {
    RtpMap rtpMap() {
      return new RtpMap(payloadType, codec.encodingName(), 8000);
    }
  }

  static final String TELEPHONE_EVENT = "telephone-event";
  static final String CN = "CN";

  /// All that we have: PCMA, PCMU, telephone events as 96, comfort noise as 13.
  public static final Formats USUAL =
      new Formats(
          List.of(of(G711.PCMA), of(G711.PCMU)),
          OptionalInt.of(96),
          OptionalInt.of(ComfortNoise.PAYLOAD_TYPE));

  public Formats {
    codecs = List.copyOf(codecs);
  }

  /// The codec under its static payload type.
  public static Format of(Codec codec) {
    return new Format(codec.payloadType(), codec);
  }

  /// The same without DTMF by RTP.
  public Formats withoutTelephoneEvent() {
    return new Formats(codecs, OptionalInt.empty(), comfortNoise);
  }

  /// The same with other codecs, under their static payload types.
  public Formats withCodecs(Codec... codecs) {
    List<Format> formats = Arrays.stream(codecs).map(Formats::of).toList();
    return new Formats(formats, telephoneEvent, comfortNoise);
  }

  /// What of ours the stream has too, in the order of ours, under the payload types of the stream;
  /// without codecs when there is none in common.
  Formats commonWith(MediaDescription stream) {
    List<Format> common = new ArrayList<>();
    for (Format own : codecs) {
      payloadType(stream, own.codec().encodingName(), own.codec().payloadType())
          .ifPresent(type -> common.add(new Format(type, own.codec())));
    }
    OptionalInt events =
        telephoneEvent.isPresent() ? payloadType(stream, TELEPHONE_EVENT, -1) : OptionalInt.empty();
    OptionalInt noise =
        comfortNoise.isPresent()
            ? payloadType(stream, CN, ComfortNoise.PAYLOAD_TYPE)
            : OptionalInt.empty();
    return new Formats(common, events, noise);
  }

  /// The same formats in the order of the stream.
  Formats inOrderOf(MediaDescription stream) {
    List<Format> sorted = new ArrayList<>(codecs);
    sorted.sort(
        Comparator.comparingInt(
            format -> stream.formats().indexOf(Integer.toString(format.payloadType()))));
    return new Formats(sorted, telephoneEvent, comfortNoise);
  }

  private static OptionalInt payloadType(MediaDescription stream, String name, int fixed) {
    for (String format : stream.formats()) {
      if (!format.matches("[0-9]{1,3}") || Integer.parseInt(format) > 127) continue;
      int type = Integer.parseInt(format);
      boolean named = stream.rtpMap(type).map(map -> map.names(name, 8000)).orElse(type == fixed);
      if (named) return OptionalInt.of(type);
    }
    return OptionalInt.empty();
  }

  /// The payload types as an `m=` line lists them.
  List<String> list() {
    List<String> types = new ArrayList<>();
    codecs.forEach(format -> types.add(Integer.toString(format.payloadType())));
    telephoneEvent.ifPresent(type -> types.add(Integer.toString(type)));
    comfortNoise.ifPresent(type -> types.add(Integer.toString(type)));
    return types;
  }

  List<Attribute> attributes() {
    List<Attribute> attributes = new ArrayList<>();
    codecs.forEach(format -> attributes.add(format.rtpMap().attribute()));
    telephoneEvent.ifPresent(
        type -> {
          attributes.add(new RtpMap(type, TELEPHONE_EVENT, 8000).attribute());
          attributes.add(new FormatParameters(Integer.toString(type), "0-15").attribute());
        });
    comfortNoise.ifPresent(
        type -> {
          if (type >= 96) attributes.add(new RtpMap(type, CN, 8000).attribute());
        });
    return attributes;
  }
}
