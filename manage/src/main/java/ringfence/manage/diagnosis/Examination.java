package ringfence.manage.diagnosis;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import ringfence.manage.status.StatusTable;

/// A kind of thing that can be looked into.
///
/// @param table what shows what was found, by its name in scripts
/// @param title what heads it
/// @param subject what heads the column of what was looked into: `Gateway`
/// @param button beside each of them
/// @param help what the button does
/// @param looks how one of them is looked into, which may take seconds; empty for what is not known
///   here, so that nobody looks around in the network with it
public record Examination(
    String table,
    String title,
    String subject,
    StatusTable.RowAction button,
    String help,
    Function<String, Optional<Supplier<Diagnosed>>> looks) {}
