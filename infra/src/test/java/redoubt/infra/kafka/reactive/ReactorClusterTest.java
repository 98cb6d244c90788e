package redoubt.infra.kafka.reactive;

import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.ClientSettings;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.ClusterContract;

class ReactorClusterTest extends ClusterContract {

    ReactorClusterTest(Broker broker) {
        super(broker);
    }

    @Override
    protected Cluster cluster(ClientSettings settings) {
        return new ReactorCluster(settings);
    }
}
