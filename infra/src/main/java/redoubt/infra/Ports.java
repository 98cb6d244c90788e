package redoubt.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether ports can be had, before anything is started that would have to be stopped again. */
final class Ports {

    private Ports() {}

    /**
     * Looks whether a port is free; 0 always is.
     *
     * @throws SettingsRefused if another program has it
     */
    static void free(String address, int port) {
        if (port == 0) {
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException taken) {
            throw new SettingsRefused(StartFailure.portTaken(port), taken);
        }
    }
}
