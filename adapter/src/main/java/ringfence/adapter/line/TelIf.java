package ringfence.adapter.line;

import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.media.tone.NationalTones;

/// The settings of the unit's telephony interface, under the vendor's names.
public interface TelIf {
  /// The presets of countries, as the unit writes them.
  enum Country {
    NORTH_AMERICA("NorthAmerica1", NationalTones.NORTH_AMERICA),
    AUSTRALIA("Australia1", NationalTones.AUSTRALIA),
    AUSTRIA("Austria1", NationalTones.AUSTRIA),
    FRANCE("France1", NationalTones.FRANCE),
    GERMANY("Germany1", NationalTones.GERMANY),
    ITALY("Italy1", NationalTones.ITALY),
    SPAIN("Spain1", NationalTones.SPAIN),
    SWEDEN("Sweden1", NationalTones.SWEDEN),
    SWITZERLAND("Switzerland1", NationalTones.SWITZERLAND),
    UNITED_KINGDOM("UK1", NationalTones.UNITED_KINGDOM);

    private final String text;
    private final NationalTones tones;

    Country(String text, NationalTones tones) {
      this.text = text;
      this.tones = tones;
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
    return settings.get(COUNTRY).tones;
  }
}
