"""Who may call whom, as NetworkPolicies say: every pair of pods and every port that pcsp knows."""

PORTS = (8080, 9090, 9464, 5432, 6379)
# What lies outside the rendering, with the labels and the namespace that the policies know it by. They
# have policies of their own, so here they accept and call whatever our side permits.
OUTSIDE = {
    "postgresql": ({"app.kubernetes.io/name": "postgresql"}, None),
    "redis": ({"app.kubernetes.io/name": "redis"}, None),
    "monitoring": ({}, "monitoring"),
    "edge": ({}, "edge"),
    "stranger": ({}, "stranger"),
    "neighbour": ({"app.kubernetes.io/name": "neighbour"}, None),
}


def name_of(item, labels):
    component = labels.get("app.kubernetes.io/component", item["metadata"]["name"])
    return "migrate-" + component if item["kind"] == "Job" else component


def matches(selector, labels):
    if any(labels.get(key) != value for key, value in selector.get("matchLabels", {}).items()):
        return False
    for expression in selector.get("matchExpressions", []):
        if expression["operator"] != "In":
            raise ValueError("only the operator In is understood")
        if labels.get(expression["key"]) not in expression["values"]:
            return False
    return True


def is_peer(peer, labels, namespace):
    """Whether a peer of a rule names this pod; `namespace` is None for the one of the policy."""
    if "ipBlock" in peer:
        return True
    if "namespaceSelector" in peer:
        if not matches(peer["namespaceSelector"], {"kubernetes.io/metadata.name": namespace}):
            return False
    elif namespace is not None:
        return False
    return matches(peer.get("podSelector", {}), labels)


def permits(policies, direction, labels, other, port):
    """Whether the policies of the pod with `labels` let it speak (Egress) to or hear (Ingress) `other`."""
    mine = [policy["spec"] for policy in policies
            if direction in policy["spec"].get("policyTypes", ["Ingress"])
            and matches(policy["spec"].get("podSelector", {}), labels)]
    if not mine:
        return True
    side, peers = ("egress", "to") if direction == "Egress" else ("ingress", "from")
    for rule in (rule for spec in mine for rule in spec.get(side, [])):
        open_port = not rule.get("ports") or any(entry.get("port", port) == port for entry in rule["ports"])
        if open_port and (not rule.get(peers) or any(is_peer(peer, *other) for peer in rule[peers])):
            return True
    return False


def reachable(pods, policies):
    """(from, to, port) of every call that the policies permit, other than DNS."""
    inside = {name_of(item, labels): (labels, None) for item, labels in pods}
    everyone = {**inside, **OUTSIDE}
    edges = set()
    for source, (source_labels, source_namespace) in everyone.items():
        for target, (target_labels, target_namespace) in everyone.items():
            if source == target or (source not in inside and target not in inside):
                continue
            for port in PORTS:
                sends = source not in inside or permits(
                    policies, "Egress", source_labels, (target_labels, target_namespace), port)
                hears = target not in inside or permits(
                    policies, "Ingress", target_labels, (source_labels, source_namespace), port)
                if sends and hears:
                    edges.add((source, target, port))
    return edges
