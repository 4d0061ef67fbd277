#include "services/planning/rpc/workforce/size_limits.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::planning {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kMostRoles = 20;
constexpr int kMostPosts = 1000;
constexpr int kMostPools = 100;
constexpr int kMostWaves = 20;
constexpr int kMostScenarios = 5;
constexpr int kUsualScenarios = 3;
constexpr int kMostPaths = 1000;
constexpr int64_t kMostFigures = 300'000;
constexpr int64_t kMostInPool = 5000;
constexpr int kMostWhole = 100'000;
constexpr double kMostAmount = 1e9;
constexpr size_t kLongestText = 200;

void AtMost(const std::string& field, int64_t value, int64_t most, const char* unit,
            Violations& violations) {
  if (value <= most) return;
  violations.Add(field, absl::StrCat(value), absl::StrCat("at most ", most, unit));
}

template <typename Pools>
void CheckPools(const std::string& field, const Pools& pools, Violations& violations) {
  AtMost(field, pools.size(), kMostPools, "", violations);
  for (int i = 0; i < pools.size(); ++i) {
    const auto sum = [](const auto& people) {
      return std::accumulate(people.begin(), people.end(), int64_t{0});
    };
    AtMost(absl::StrCat(field, "[", i, "].active"),
           pools[i].active() + sum(pools[i].joining()) + sum(pools[i].recruits()), kMostInPool,
           " with those who join and are recruited", violations);
  }
}

void CheckWhole(const std::string& path, int value, Violations& violations) {
  AtMost(path, value, kMostWhole, "", violations);
}
void CheckAmount(const std::string& path, double value, Violations& violations) {
  if (std::abs(value) <= kMostAmount) return;
  violations.Add(path, absl::StrCat(value), absl::StrCat("at most ", kMostAmount));
}
void CheckText(const std::string& path, const std::string& value, Violations& violations) {
  AtMost(path, static_cast<int64_t>(value.size()), kLongestText, " bytes", violations);
}

void CheckOne(const std::string& path, const Message& message, const FieldDescriptor& field,
              Violations& violations) {
  const Reflection& read = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return CheckWhole(path, read.GetInt32(message, &field), violations);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return CheckAmount(path, read.GetDouble(message, &field), violations);
    case FieldDescriptor::CPPTYPE_STRING:
      return CheckText(path, read.GetString(message, &field), violations);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return CheckNumbers(path + ".", read.GetMessage(message, &field), violations);
    default:
      return;
  }
}

void CheckEach(const std::string& path, const Message& message, const FieldDescriptor& field,
               Violations& violations) {
  const Reflection& read = *message.GetReflection();
  for (int i = 0; i < read.FieldSize(message, &field); ++i) {
    const std::string at = absl::StrCat(path, "[", i, "]");
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        CheckWhole(at, read.GetRepeatedInt32(message, &field, i), violations);
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        CheckAmount(at, read.GetRepeatedDouble(message, &field, i), violations);
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        CheckNumbers(at + ".", read.GetRepeatedMessage(message, &field, i), violations);
        break;
      default:
        break;
    }
  }
}

}  // namespace

void CheckNumbers(const std::string& prefix, const Message& message, Violations& violations) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string path = prefix + field->name();
    (field->is_repeated() ? CheckEach : CheckOne)(path, message, *field, violations);
  }
}

void CheckSizes(const std::string& prefix, const v1::WorkforceProblem& problem,
                Violations& violations) {
  AtMost(prefix + "roles", problem.roles_size(), kMostRoles, "", violations);
  AtMost(prefix + "posts", problem.posts_size(), kMostPosts, "", violations);
  AtMost(prefix + "waves", problem.waves_size(), kMostWaves, "", violations);
  AtMost(prefix + "scenarios", problem.scenarios_size(), kMostScenarios, "", violations);
  AtMost(prefix + "paths", problem.paths(), kMostPaths, "", violations);
  CheckPools(prefix + "trainers", problem.trainers(), violations);
  CheckPools(prefix + "facilitators", problem.facilitators(), violations);
  const int scenarios = problem.scenarios().empty() ? kUsualScenarios : problem.scenarios_size();
  AtMost(prefix + "posts", int64_t{problem.posts_size()} * problem.months() * (1 + scenarios),
         kMostFigures, " posts times months times scenarios and one", violations);
  CheckNumbers(prefix, problem, violations);
}

}  // namespace pcsp::planning
