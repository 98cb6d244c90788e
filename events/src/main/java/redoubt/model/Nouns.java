package redoubt.model;

/**
 * The public nouns of a resource type, read once from its annotation.
 *
 * @param name what its events carry
 * @param right what permissions carry
 */
record Nouns(String name, String right) {

    private static final ClassValue<Nouns> KNOWN = new ClassValue<>() {
        @Override
        protected Nouns computeValue(Class<?> type) {
            Resource resource = type.getAnnotation(Resource.class);
            if (resource == null) {
                throw new IllegalArgumentException(type.getName() + " is not a @Resource");
            }
            return new Nouns(resource.name(), resource.right().isEmpty() ? resource.name() : resource.right());
        }
    };

    static String of(Class<?> type) {
        return KNOWN.get(type).name();
    }

    static String right(Class<?> type) {
        return KNOWN.get(type).right();
    }
}
