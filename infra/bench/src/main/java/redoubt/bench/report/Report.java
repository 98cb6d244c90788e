package redoubt.bench.report;

import java.util.ArrayList;
import java.util.List;

/** What a scenario found: text and tables in the order in which they were added, and whatever was wrong. */
public final class Report {

    private final String title;
    private final List<String> parts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** A report under that title. */
    public Report(String title) {
        this.title = title;
    }

    /** Adds a paragraph. */
    public Report say(String paragraph) {
        parts.add(paragraph + "\n");
        return this;
    }

    /** Adds a table. */
    public Report show(Table table) {
        parts.add(table.toString());
        return this;
    }

    /** Notes a wrong answer: the figures of this scenario are then worth nothing. */
    public void wrong(String fault) {
        faults.add(fault);
    }

    /** Whether every answer was right. */
    public boolean right() {
        return faults.isEmpty();
    }

    /** The whole as Markdown. */
    public String markdown() {
        var text = new StringBuilder("## " + title + "\n\n");
        if (!right()) {
            text.append("**Wrong answers: these figures count as zero.**\n\n");
            faults.forEach(fault -> text.append("- ").append(fault).append('\n'));
            text.append('\n');
        }
        return text.append(String.join("\n", parts)).toString();
    }
}
