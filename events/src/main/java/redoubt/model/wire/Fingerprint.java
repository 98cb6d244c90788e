package redoubt.model.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Folding;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Snapshot;

/**
 * A digest of what decides to which state the events of a resource fold: its record with everything it is made of, its
 * facts, the schema versions of its events, and the fold itself. Classes count as they were compiled, for a default that
 * a constructor fills in is as much a part of the state as its components are. Used once, by one thread.
 */
final class Fingerprint {

    private static final List<Class<?>> FOLD = List.of(
            Change.class, Known.class, Patch.class, Snapshot.class, Folding.class, EventJson.class, SnapshotJson.class);

    private final Catalogue catalogue;
    private final EventJson json;
    private final Map<Class<?>, byte[]> compiled = new HashMap<>();

    Fingerprint(Catalogue catalogue, EventJson json) {
        this.catalogue = catalogue;
        this.json = json;
    }

    String of(Shape<?> shape) {
        Set<Class<?>> classes = new LinkedHashSet<>(FOLD);
        gather(shape.type(), classes);
        String own = shape.noun() + ".";
        new TreeMap<>(catalogue.facts()).forEach((name, fact) -> {
            if (name.startsWith(own)) {
                gather(fact, classes);
            }
        });
        MessageDigest digest = sha256();
        catalogue.eventNames().stream()
                .filter(name -> name.startsWith(own))
                .forEach(name -> digest.update((name + json.version(name) + "\n").getBytes(StandardCharsets.UTF_8)));
        classes.forEach(type -> digest.update(compiled.computeIfAbsent(type, Fingerprint::compiled)));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** A type and those of its components; what is merely pointed at has a fingerprint of its own. */
    private static void gather(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType list && list.getRawType() != Ref.class) {
            gather(list.getActualTypeArguments()[0], found);
        } else if (type instanceof Class<?> own
                && (own.isRecord() || own.isEnum())
                && found.add(own)
                && own.isRecord()) {
            for (RecordComponent component : own.getRecordComponents()) {
                gather(component.getGenericType(), found);
            }
        }
    }

    private static byte[] compiled(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The class file of " + type.getName() + " is not there");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
