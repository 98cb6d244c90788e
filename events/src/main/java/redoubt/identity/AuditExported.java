package redoubt.identity;

import java.util.List;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * Somebody took the log away.
 *
 * @param format of the file
 * @param first position of it
 * @param last position of it
 * @param filters by which it was narrowed; what they were is not told, as it may name somebody
 */
@Fact.Happened(to = AuditNote.class, as = "exported")
public record AuditExported(String format, Long first, Long last, List<String> filters) implements Fact<AuditNote> {

    @Override
    public Patch<AuditNote> effect() {
        return Patch.of(AuditNote.class).set(AuditNote::what, "export");
    }

    @Override
    public boolean begins() {
        return true;
    }
}
