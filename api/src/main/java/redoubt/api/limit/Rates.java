package redoubt.api.limit;

import java.util.Comparator;
import java.util.List;
import redoubt.model.access.Quota;

/**
 * How much everybody may ask for.
 *
 * @param bases what is counted by itself, by the beginning of its paths
 * @param refused how often an address may come within a minute without a credential that is good
 */
public record Rates(List<Base> bases, int refused) {

    /**
     * Part of what can be called, with a count of its own.
     *
     * @param name in the keys of its buckets
     * @param prefix what its paths begin with; empty for all that have no longer one
     * @param quota what a user may ask of it, unless they have another quota of their own
     */
    public record Base(String name, String prefix, Quota quota) {

        private boolean has(String path) {
            return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }
    }

    /** Looks for the longest prefix first. */
    public Rates {
        bases = bases.stream()
                .sorted(Comparator.comparingInt((Base base) -> base.prefix().length())
                        .reversed())
                .toList();
        if (bases.isEmpty() || !bases.getLast().prefix().isEmpty()) {
            throw new IllegalArgumentException("There is no base for all other paths");
        }
    }

    /** One quota for the paths with a prefix, another for all others. */
    public static Rates of(String prefix, Quota quota, Quota elsewhere, int refused) {
        return new Rates(List.of(new Base(prefix, prefix, quota), new Base("elsewhere", "", elsewhere)), refused);
    }

    Base of(String path) {
        return bases.stream().filter(base -> base.has(path)).findFirst().orElseThrow();
    }
}
