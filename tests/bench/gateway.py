"""The doors: what the hop through the gateway costs, and what REST costs beside gRPC."""

import messages
from diagnose import PATH as DIAGNOSE
from processes import LOAD_CORE, SERVER_CORE, Echo, Pcspd, grpc_load, rest_load
from rounds import Row, Rounds, micros, rate

REGISTRY = "/pcsp.registry.v1.RegistryService/"


def gateway_before(bench, name, port):
    """A gateway whose diagnosis service is at `port`; nobody calls the others."""
    target = f"127.0.0.1:{port}"
    return Pcspd(bench.folder, name, "gateway", "--diagnosis-target=" + target, "--registry-target=" + target,
                 "--assessments-target=" + target, "--planning-target=" + target, cores=SERVER_CORE)


def pass_through(bench):
    with Pcspd(bench.folder, "diagnosis", "diagnosis", cores=SERVER_CORE) as product, \
            Echo(bench.folder, "echo", bench.reply(DIAGNOSE, product), cores=SERVER_CORE) as echo, \
            gateway_before(bench, "gateway", product.port) as gateway, \
            gateway_before(bench, "gateway_to_echo", echo.port) as gateway_to_echo:
        def load(door, *servers):
            return lambda: grpc_load(door.port, DIAGNOSE, bench.diagnose_bodies, 128, [door, *servers],
                                     cores=LOAD_CORE)
        done = Rounds({"product": load(product), "through": load(gateway, product), "echo": load(echo),
                       "echo through": load(gateway_to_echo, echo)}, bench.rounds, bench.say)
    return [Row("Diagnose through the gateway", rate(done.median("through")), "the service called directly",
                rate(done.median("product")), done.ratios("through", "product"), 0.3),
            Row("  CPU a call, gateway and service", micros(done.median("through", "cpu_us")), "the service alone",
                micros(done.median("product", "cpu_us")), done.ratios("through", "product", "cpu_us")),
            Row("The typed echo through the gateway", rate(done.median("echo through")), "the echo called directly",
                rate(done.median("echo")), done.ratios("echo through", "echo"), 0.3),
            Row("  CPU a call, gateway and echo", micros(done.median("echo through", "cpu_us")), "the echo alone",
                micros(done.median("echo", "cpu_us")), done.ratios("echo through", "echo", "cpu_us"))]


def rest(bench):
    with Pcspd(bench.folder, "all", "all", cores=SERVER_CORE) as product:
        for method, request in (("CreateProgramme", messages.CREATE_PROGRAMME),
                                ("CreateOrganisation", messages.CREATE_PRACTICE)):
            bench.api.call(product.port, REGISTRY + method, bench.api.encode(REGISTRY + method, request))
        get = bench.body_file(REGISTRY + "GetOrganisation", {"name": messages.PRACTICE})

        def grpc(path, bodies):
            return lambda: grpc_load(product.port, path, bodies, 32, [product], cores=LOAD_CORE)

        def http(path, body):
            return lambda: rest_load(product.rest_port, path, body, 32, [product], cores=LOAD_CORE)
        done = Rounds({"GET gRPC": grpc(REGISTRY + "GetOrganisation", [get]),
                       "GET REST": http("/v1/" + messages.PRACTICE, None),
                       "diagnose gRPC": grpc(DIAGNOSE, bench.diagnose_bodies[:1]),
                       "diagnose REST": http("/v1/knowledgeBases/current:diagnose", bench.diagnose_json)},
                      bench.rounds, bench.say)
    rows = []
    for short, name in (("GET", "REST: GET of an organisation"), ("diagnose", "REST: POST diagnose")):
        pair = short + " REST", short + " gRPC"
        rows += [Row(name + ", 32 in flight", rate(done.median(pair[0])), "the same call over gRPC",
                     rate(done.median(pair[1])), done.ratios(*pair)),
                 Row("  server CPU a call", micros(done.median(pair[0], "cpu_us")), "the same",
                     micros(done.median(pair[1], "cpu_us")), done.ratios(*pair, "cpu_us"))]
    return rows
