package ringfence.adapter.line;

import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.media.tone.NationalTones;

/// The settings of the unit's telephony interface, under the vendor's names.
public interface TelIf {
  /// The presets of countries, as the unit writes them.
  enum Country {
    NORTH_AMERICA("NorthAmerica1"),
    AUSTRALIA("Australia1"),
    AUSTRIA("Austria1"),
    FRANCE("France1"),
    GERMANY("Germany1"),
    ITALY("Italy1"),
    SPAIN("Spain1"),
    SWEDEN("Sweden1"),
    SWITZERLAND("Switzerland1"),
    UNITED_KINGDOM("UK1");

    private final String text;

    Country(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<Country> COUNTRY =
      Variable.choice("TelIf.CountrySelection", Country.NORTH_AMERICA)
          .label("Country Selection")
          .help("The country whose tones the phones hear.")
          .page("POTS/Config");

  Declarations DECLARATIONS = Declarations.of(COUNTRY);

  /// The tones of the unit.
  static NationalTones tones(Settings settings) {
    return switch (settings.get(COUNTRY)) {
      case NORTH_AMERICA -> NationalTones.NORTH_AMERICA;
      case AUSTRALIA -> NationalTones.AUSTRALIA;
      case AUSTRIA -> NationalTones.AUSTRIA;
      case FRANCE -> NationalTones.FRANCE;
      case GERMANY -> NationalTones.GERMANY;
      case ITALY -> NationalTones.ITALY;
      case SPAIN -> NationalTones.SPAIN;
      case SWEDEN -> NationalTones.SWEDEN;
      case SWITZERLAND -> NationalTones.SWITZERLAND;
      case UNITED_KINGDOM -> NationalTones.UNITED_KINGDOM;
    };
  }
}
