"""What we ask of objects together: each finds the others it needs, and calls nobody else."""

import re

from kube import asked, containers, labels_match, name_of, of_kind, pods
from network import reachable

SERVICES = ("registry", "assessments", "diagnosis", "planning")
# (from, to, port) of every edge that must exist; no other may. PostgreSQL, Redis, edge and monitoring
# are whatever carries these names.
EDGES = ({("gateway", service, 9090) for service in SERVICES}
         | {(service, "postgresql", 5432) for service in SERVICES}
         | {("migrate-" + service, "postgresql", 5432) for service in SERVICES}
         | {(service, "redis", 6379) for service in SERVICES + ("gateway",)}
         | {("monitoring", service, 9464) for service in SERVICES + ("gateway",)})
EDGE_OF_EXAMPLE = {("edge", "gateway", 8080)}


def check_accounts(objects):
    accounts = {item["metadata"]["name"]: item for item in of_kind(objects, "ServiceAccount")}
    for item, _, spec in pods(objects):
        yield from asked(spec.get("serviceAccountName") in accounts, item, "its ServiceAccount does not exist")
        yield from asked(spec.get("automountServiceAccountToken") is False, item, "its token is mounted")
    for item in of_kind(objects, "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"):
        yield name_of(item), "pcsp asks nothing of the API server"


def check_rollout(objects):
    for item in of_kind(objects, "Deployment"):
        spec = item["spec"]
        labels = spec["template"].get("metadata", {}).get("labels", {})
        yield from asked(spec.get("replicas", 1) >= 2, item, "fewer than 2 replicas")
        rolling = spec.get("strategy", {}).get("rollingUpdate", {})
        yield from asked(rolling.get("maxUnavailable") == 0, item, "maxUnavailable is not 0")
        yield from asked(labels_match(spec["selector"], labels), item, "its selector misses its pods")
        spread = spec["template"]["spec"].get("topologySpreadConstraints", [])
        yield from asked(len(spread) >= 2 and all(labels_match(entry.get("labelSelector"), labels)
                                                  for entry in spread), item, "its pods are not spread")


def check_disruption(objects):
    budgets = of_kind(objects, "PodDisruptionBudget")
    for item, metadata, _ in pods(of_kind(objects, "Deployment", "StatefulSet")):
        mine = [budget for budget in budgets if labels_match(budget["spec"].get("selector"), metadata["labels"])]
        yield from asked(len(mine) == 1, item, "not exactly one PodDisruptionBudget")
    for budget in budgets:
        spec = budget["spec"]
        yield from asked(spec.get("maxUnavailable", 0) != 0, budget, "it can never evict")
        policy = spec.get("unhealthyPodEvictionPolicy")
        yield from asked(policy == "AlwaysAllow", budget, "unhealthy pods cannot be evicted")


def check_services(objects):
    owners = list(pods(of_kind(objects, "Deployment", "StatefulSet")))
    services = of_kind(objects, "Service")
    for service in services:
        spec = service["spec"]
        yield from asked(spec.get("type", "ClusterIP") == "ClusterIP", service, "it opens the node")
        yield from asked(not spec.get("publishNotReadyAddresses"), service, "it names pods that are not ready")
        selected = [pod for _, metadata, pod in pods(objects)
                    if labels_match({"matchLabels": spec.get("selector", {})}, metadata.get("labels", {}))]
        served = [pod for _, metadata, pod in owners
                  if labels_match({"matchLabels": spec.get("selector", {})}, metadata["labels"])]
        yield from asked(len(selected) == len(served) == 1, service, "it does not select exactly one workload")
        names = {port.get("name") for pod in served for container in pod["containers"]
                 for port in container.get("ports", [])}
        for port in spec["ports"]:
            yield from asked(port.get("targetPort") in names, service, f"nobody has port {port.get('targetPort')}")
    for item, metadata, _ in owners:
        headless = [service for service in services if service["spec"].get("clusterIP") == "None"
                    and labels_match({"matchLabels": service["spec"].get("selector", {})}, metadata["labels"])]
        yield from asked(len(headless) == 1, item, "it has no headless Service")


def check_targets(objects):
    """What the gateway calls exists: dns:///<service>:<port>."""
    ports = {item["metadata"]["name"]: {port["port"] for port in item["spec"]["ports"]}
             for item in of_kind(objects, "Service")}
    for item, container in containers(objects):
        for entry in container.get("env", []):
            match = re.match(r"^dns:///([\w.-]+):(\d+)$", entry.get("value", ""))
            if entry["name"].endswith("_TARGET"):
                good = match is not None and int(match.group(2)) in ports.get(match.group(1).split(".")[0], ())
                yield from asked(good, item, f"{entry['name']} leads nowhere")


def check_jobs(objects):
    jobs = of_kind(objects, "Job")
    for job in jobs:
        yield from asked("ttlSecondsAfterFinished" in job["spec"], job, "it is never cleaned up")
        yield from asked(job["spec"].get("backoffLimit", 6) <= 3, job, "it is tried too often")
    migrating = {entry["value"] for _, container in containers(jobs) if "migrate" in container.get("args", [])
                 for entry in container.get("env", []) if entry["name"] == "PCSP_SERVE"}
    for service in sorted(set(SERVICES) - migrating):
        yield "Job", f"nobody migrates {service}"
    serving = database_secrets(of_kind(objects, "Deployment"))
    for secret in sorted(serving & database_secrets(jobs)):
        yield "Job", f"what serves could take its triggers off: {secret} is that of the schema's owner"


def database_secrets(owners):
    return {volume["secret"]["secretName"] for _, _, spec in pods(owners)
            for volume in spec.get("volumes", []) if volume["name"] == "database"}


def check_namespace(objects):
    for item in of_kind(objects, "Namespace"):
        for mode in ("enforce", "audit", "warn"):
            label = item["metadata"].get("labels", {}).get(f"pod-security.kubernetes.io/{mode}")
            yield from asked(label == "restricted", item, f"{mode} is not restricted")
        for other in objects:
            inside = other["kind"] == "Namespace" or other["metadata"].get("namespace") == item["metadata"]["name"]
            yield from asked(inside, other, "it is in no namespace")


def check_network(objects):
    example = bool(of_kind(objects, "Namespace"))
    wanted = EDGES | (EDGE_OF_EXAMPLE if example else set())
    there = reachable([(item, metadata.get("labels", {})) for item, metadata, _ in pods(objects)],
                      of_kind(objects, "NetworkPolicy"))
    for edge in sorted(there - wanted):
        yield "NetworkPolicy", "{} may call {}:{}".format(*edge)
    for edge in sorted(wanted - there):
        yield "NetworkPolicy", "{} may not call {}:{}".format(*edge)


RULES = {
    "accounts": check_accounts,
    "rollout": check_rollout,
    "disruption": check_disruption,
    "services": check_services,
    "targets": check_targets,
    "jobs": check_jobs,
    "namespace": check_namespace,
    "network": check_network,
}
