"""What we ask of a pod on its own. A check gets all objects and yields (object's name, message)."""

import re

from kube import asked, containers, name_of, of_kind, pods

VOLUMES = {"configMap", "secret", "emptyDir", "projected", "downwardAPI", "persistentVolumeClaim", "ephemeral"}
# The least that a pod needs to say goodbye: linger, calls under way, and some to spare.
SPARE_SECONDS = 5


def check_pod_security(objects):
    for item, _, spec in pods(objects):
        context = spec.get("securityContext", {})
        yield from asked(context.get("runAsNonRoot") is True, item, "runAsNonRoot is not true")
        for who in ("runAsUser", "runAsGroup"):
            yield from asked(context.get(who, 0) >= 10000, item, f"{who} is below 10000")
        profile = context.get("seccompProfile", {}).get("type")
        yield from asked(profile == "RuntimeDefault", item, "seccompProfile is not RuntimeDefault")
        for host in ("hostNetwork", "hostPID", "hostIPC"):
            yield from asked(not spec.get(host), item, f"{host} is set")
        yield from asked(not context.get("sysctls"), item, "sysctls are set")
        yield from asked(spec.get("enableServiceLinks") is False, item, "enableServiceLinks is not false")


def check_container_security(objects):
    for item, container in containers(objects):
        context = container.get("securityContext", {})
        capabilities = context.get("capabilities", {})
        yield from asked(context.get("readOnlyRootFilesystem") is True, item, "the root is writable")
        yield from asked(context.get("allowPrivilegeEscalation") is False, item, "privileges can be gained")
        yield from asked(not context.get("privileged"), item, "privileged")
        yield from asked(capabilities.get("drop") == ["ALL"], item, "capabilities are not all dropped")
        yield from asked(not capabilities.get("add"), item, "capabilities are added")


def check_images(objects):
    for item, container in containers(objects):
        image = container.get("image", "")
        tag = image.rsplit(":", 1)[1] if ":" in image.rsplit("/", 1)[-1] else ""
        yield from asked(tag not in ("", "latest") or "@sha256:" in image, item, f"image {image} is not pinned")


def check_resources(objects):
    for item, container in containers(objects):
        for part in ("requests", "limits"):
            given = container.get("resources", {}).get(part, {})
            for what in ("cpu", "memory", "ephemeral-storage"):
                yield from asked(what in given, item, f"no {part} of {what}")
        memory = [container.get("resources", {}).get(part, {}).get("memory") for part in ("requests", "limits")]
        yield from asked(memory[0] == memory[1], item, "memory requested is not the limit")


def check_probes(objects):
    for item, container in containers(of_kind(objects, "Deployment", "StatefulSet")):
        ports = {port["containerPort"] for port in container.get("ports", [])}
        asks = {}
        for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
            grpc = container.get(kind, {}).get("grpc")
            yield from asked(grpc is not None, item, f"no gRPC {kind}")
            if grpc is not None:
                yield from asked(grpc["port"] in ports, item, f"{kind} asks a port that is not exposed")
                asks[kind] = grpc.get("service")
        yield from asked(asks.get("readinessProbe") == "readiness", item, "readiness does not ask `readiness`")
        # A liveness probe that asks for readiness restarts every pod when the database is away.
        yield from asked(asks.get("livenessProbe") == "liveness", item, "liveness does not ask `liveness`")


def check_ports(objects):
    for item, container in containers(objects):
        numbers = [port["containerPort"] for port in container.get("ports", [])]
        yield from asked(all(number >= 1024 for number in numbers), item, "a port below 1024")
        yield from asked(len(set(numbers)) == len(numbers), item, "a port twice")
        hosted = any(port.get("hostPort") for port in container.get("ports", []))
        yield from asked(not hosted, item, "a hostPort")


def check_secrets(objects):
    for item, container in containers(objects):
        names = [entry["name"] for entry in container.get("env", [])]
        yield from asked(len(set(names)) == len(names), item, "an environment variable twice")
        for entry in container.get("env", []):
            by_key = entry.get("valueFrom", {}).get("secretKeyRef")
            yield from asked(by_key is None, item, f"{entry['name']} is a secret in the environment")
            told = re.search(r"://[^/@]*:[^/@]*@|(?i:password|passwd)=", entry.get("value", ""))
            yield from asked(told is None, item, f"{entry['name']} holds a password")
        whole = [source for source in container.get("envFrom", []) if "secretRef" in source]
        yield from asked(not whole, item, "a secret as environment")
    for item in of_kind(objects, "Secret"):
        yield name_of(item), "a secret is written down"


def check_volumes(objects):
    for item, _, spec in pods(objects):
        volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
        for name, volume in volumes.items():
            kinds = set(volume) - {"name"}
            yield from asked(kinds <= VOLUMES, item, f"volume {name} is of {kinds}")
            bounded = "emptyDir" not in volume or "sizeLimit" in (volume["emptyDir"] or {})
            yield from asked(bounded, item, f"volume {name} has no sizeLimit")
        mounted = {mount["name"] for container in spec["containers"]
                   for mount in container.get("volumeMounts", [])}
        yield from asked(mounted == set(volumes), item, "volumes and mounts differ")


def seconds(container, name):
    for entry in container.get("env", []):
        if entry["name"] == name:
            return float(entry.get("value", 0))
    return 0.0


def check_drain(objects):
    for item, container in containers(of_kind(objects, "Deployment", "StatefulSet")):
        linger = seconds(container, "PCSP_DRAIN_LINGER_SECONDS")
        grace = seconds(container, "PCSP_DRAIN_GRACE_SECONDS")
        given = item["spec"]["template"]["spec"].get("terminationGracePeriodSeconds", 30)
        yield from asked(linger >= 5, item, "clients get less than 5 s to look elsewhere")
        yield from asked(given >= linger + grace + SPARE_SECONDS, item, "it is killed before it has drained")


RULES = {
    "pod_security": check_pod_security,
    "container_security": check_container_security,
    "image": check_images,
    "resources": check_resources,
    "probes": check_probes,
    "ports": check_ports,
    "secrets": check_secrets,
    "volumes": check_volumes,
    "drain": check_drain,
}
