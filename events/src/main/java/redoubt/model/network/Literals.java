package redoubt.model.network;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as they are written, with nothing to look up: a name, or a zone of this machine, is none. */
public final class Literals {

    /** The short forms, such as 127.1, are written by nobody but who wants to be read differently by two. */
    private static final Pattern FOURTH = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final Pattern SIXTH = Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:.]{2,45}");

    private Literals() {}

    /** The address; null for anything else. */
    public static @Nullable InetAddress read(String text) {
        if (!FOURTH.matcher(text).matches() && !SIXTH.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
