package redoubt.api.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.wire.Naming;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;

/** The filters of a list: parameters named after criteria, with what is compared after two underscores. */
public final class Filters {

    /** Selects what has no value. */
    static final String UNSET = "--";

    private static final int MOST = 200;

    private final Map<String, Asked> known = new LinkedHashMap<>();
    private final Naming naming;

    /** A filter of a list as clients may ask for it. */
    record Asked(Criterion criterion, Lookup lookup) {}

    /** The filters for these criteria. */
    public Filters(List<Criterion> criteria, Naming naming) {
        this.naming = naming;
        for (Criterion criterion : criteria) {
            String name = naming.member(criterion.name());
            known.put(name, new Asked(criterion, Lookup.AMONG));
            for (Lookup lookup : Lookup.values()) {
                if (lookup != Lookup.AMONG && criterion.lookups().contains(lookup)) {
                    known.put(name + "__" + lookup.name().toLowerCase(Locale.ROOT), new Asked(criterion, lookup));
                }
            }
        }
    }

    /** The parameters, for documents. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        known.forEach((name, asked) -> parameters.add(FilterParameters.of(name, asked, naming)));
        return parameters;
    }

    /** All of them by the name of their parameter. */
    Map<String, Asked> known() {
        return known;
    }

    /** The conditions that a request asks for; complaints go to the parameters. */
    public List<Condition> read(Parameters parameters) {
        List<Condition> conditions = new ArrayList<>();
        known.forEach((name, asked) -> {
            if (!parameters.all(name).isEmpty()) {
                conditions.add(condition(name, asked, parameters));
            }
        });
        return conditions;
    }

    private Condition condition(String name, Asked asked, Parameters parameters) {
        Criterion criterion = asked.criterion();
        return switch (asked.lookup()) {
            case AMONG, NOT -> {
                List<String> texts = parameters.list(name);
                if (texts.size() > MOST) {
                    parameters.complaints().add(name, "At most " + MOST + " values can be given.");
                }
                boolean unset = criterion.nullable() && texts.contains(UNSET);
                List<Object> values = new ArrayList<>();
                for (String text : texts) {
                    if (!unset || !text.equals(UNSET)) {
                        Texts.read(text, criterion, naming, name, parameters.complaints())
                                .ifPresent(values::add);
                    }
                }
                yield new Condition(criterion, asked.lookup(), values, unset);
            }
            case ISNULL -> new Condition(criterion, Lookup.ISNULL, List.of(parameters.flag(name, true)), false);
            case GTE, GT, LTE, LT -> {
                String text = parameters.one(name);
                List<Object> values = new ArrayList<>();
                if (text != null) {
                    Texts.read(text, criterion, naming, name, parameters.complaints())
                            .ifPresent(values::add);
                }
                yield new Condition(criterion, asked.lookup(), values, false);
            }
        };
    }
}
