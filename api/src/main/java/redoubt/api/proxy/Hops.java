package redoubt.api.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.model.network.Literals;

/** Whom a request went through, as two headers tell it; the nearest comes last, and null stands for what is no address. */
final class Hops {

    /** An address, perhaps with the port that it came from. */
    private static final Pattern NODE = Pattern.compile("\\[([^\\]]*)\\](?::\\w+)?|([^:]*):\\w+|(.*)");

    /** The sender in an element of {@code Forwarded}; other parameters may stand around it. */
    private static final Pattern SENDER =
            Pattern.compile("(?i)(?:^|;)[ \\t]*for=(?:\"([^\"\\\\]*)\"|([^\";, \\t]*))[ \\t]*(?=;|$)");

    private Hops() {}

    /** What {@code X-Forwarded-For} tells, its lines one after the other. */
    static List<@Nullable InetAddress> plain(List<String> lines) {
        List<@Nullable InetAddress> hops = new ArrayList<>();
        for (String line : lines) {
            for (String node : line.split(",", -1)) {
                hops.add(node(node.strip()));
            }
        }
        return hops;
    }

    /** What {@code Forwarded} (RFC 7239) tells. */
    static List<@Nullable InetAddress> named(List<String> lines) {
        List<@Nullable InetAddress> hops = new ArrayList<>();
        for (String line : lines) {
            for (String element : elements(line)) {
                Matcher sender = SENDER.matcher(element);
                hops.add(sender.find() ? node(sender.group(1) == null ? sender.group(2) : sender.group(1)) : null);
            }
        }
        return hops;
    }

    /** Commas within quotes part nothing; a quote without an end could hide what was written after it. */
    private static List<String> elements(String line) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int at = 0; at < line.length(); at++) {
            char each = line.charAt(at);
            quoted ^= each == '"';
            if (each == ',' && !quoted) {
                elements.add(line.substring(begin, at).strip());
                begin = at + 1;
            }
        }
        elements.add(line.substring(begin).strip());
        return quoted ? List.of("") : elements;
    }

    private static @Nullable InetAddress node(String text) {
        InetAddress bare = Literals.read(text);
        Matcher node = NODE.matcher(text);
        if (bare != null || !node.matches()) {
            return bare;
        }
        String address = node.group(1) != null ? node.group(1) : node.group(2);
        return address == null ? null : Literals.read(address);
    }
}
