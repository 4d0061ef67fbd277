#include "tests/support/redis_family.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/status_macros.h"

namespace pcsp::testing {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);
constexpr absl::Duration kGlance = absl::Milliseconds(50);

// The value after `name` in a flat list of names and values.
std::string Field(const RedisReply& reply, absl::string_view name) {
  for (size_t i = 0; i + 1 < reply.list.size(); i += 2) {
    if (reply.list[i].text == name) return reply.list[i + 1].text;
  }
  return "";
}

bool HasReplicas(const RedisServer& primary) {
  const RedisReply role = primary.Say({"ROLE"});
  return role.list.size() == 3 && role.list[2].list.size() == 2;
}

bool KnowsAll(const RedisServer& sentinel) {
  const RedisReply known = sentinel.Say({"SENTINEL", "MASTER", RedisServer::kPrimaryName});
  return Field(known, "num-slaves") == "2" && Field(known, "num-other-sentinels") == "2";
}

std::string HostAndPort(const RedisServer& server) {
  return absl::StrCat("127.0.0.1 ", server.address().server.port);
}

}  // namespace

absl::Status RedisFamily::Start() {
  std::vector<std::string> more = {"--repl-diskless-sync-delay", "0"};
  for (int i = 0; i < 3; ++i) {
    auto& server =
        servers_.emplace_back(std::make_unique<RedisServer>(RedisServer::Options{true, more, ""}));
    RETURN_IF_ERROR(server->Start());
    if (i == 0) {
      more.insert(more.end(),
                  {"--replicaof", "127.0.0.1", absl::StrCat(server->address().server.port)});
    }
  }
  const absl::Time give_up = absl::Now() + kPatience;
  while (!HasReplicas(*servers_.front())) {
    if (absl::Now() > give_up) return absl::UnavailableError("replicas do not find their primary");
    absl::SleepFor(kGlance);
  }
  for (int i = 0; i < 3; ++i) {
    sentinels_.push_back(std::make_unique<RedisServer>(
        RedisServer::Options{true, {}, HostAndPort(*servers_.front())}));
    RETURN_IF_ERROR(sentinels_.back()->Start());
  }
  for (const auto& sentinel : sentinels_) {
    while (!KnowsAll(*sentinel)) {
      if (absl::Now() > give_up) return absl::UnavailableError("sentinels do not find each other");
      absl::SleepFor(kGlance);  // they tell each other every two seconds, and nobody else
    }
  }
  return absl::OkStatus();
}

RedisAddress RedisFamily::address() const {
  RedisAddress address;
  for (const auto& sentinel : sentinels_) address.sentinels.push_back(sentinel->address().server);
  address.primary = RedisServer::kPrimaryName;
  return address;
}

RedisServer* RedisFamily::Primary() {
  for (const auto& server : servers_) {
    auto connection = RedisConnection::Dial(server->address(), kGlance);
    if (!connection.ok()) continue;
    const auto role = connection->Run({"ROLE"}, kGlance);
    if (role.ok() && !role->list.empty() && role->list[0].text == "master") return server.get();
  }
  return nullptr;
}

RedisServer* RedisFamily::AwaitPrimaryOtherThan(const RedisServer* lost, absl::Duration patience) {
  const absl::Time give_up = absl::Now() + patience;
  while (absl::Now() < give_up) {
    RedisServer* const primary = Primary();
    if (primary != nullptr && primary != lost) return primary;
    absl::SleepFor(kGlance);  // a failover tells nobody that it is over
  }
  return nullptr;
}

}  // namespace pcsp::testing
