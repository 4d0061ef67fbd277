// Many enrolments withdrawn at once, or none.
#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/planning/rpc/training/course/convert_course.h"
#include "services/planning/rpc/training/session/enrolment_methods.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning::training {
namespace {

constexpr absl::string_view kAllSessions = "/sessions/-";
constexpr int kMostAtOnce = 500;
constexpr size_t kLongestSelection = 1000, kLargestRemark = 1 << 20;

std::vector<EnrolmentName> NamesFrom(const pb::BatchWithdrawEnrolmentsRequest& request,
                                     const std::string& programme, Violations& violations) {
  const int size = request.enrolments_size(), least = request.selection().empty() ? 1 : 0;
  if (size < least || size > kMostAtOnce) {
    violations.Add("enrolments", absl::StrCat(size), absl::StrCat(least, " to ", kMostAtOnce));
  }
  std::set<std::string> seen;
  std::vector<EnrolmentName> names;
  for (int i = 0; i < size; ++i) {
    const std::string field = absl::StrCat("enrolments[", i, "].name");
    const std::string& given = request.enrolments(i).name();
    names.push_back(EnrolmentNameFrom(field, given, violations));
    if (!names.back().programme.empty() && names.back().programme != programme) {
      violations.Add(field, given, "an enrolment of the same programme");
    }
    if (!seen.insert(given).second) violations.Add(field, given, "each enrolment once");
  }
  return names;
}

void CheckSelection(const pb::BatchWithdrawEnrolmentsRequest& request, Violations& violations) {
  if (request.selection().size() > kLongestSelection) {
    violations.Add("selection", absl::StrCat(request.selection().size(), " characters"),
                   absl::StrCat("at most ", kLongestSelection, " characters"));
  }
  if (request.remark().size() > kLargestRemark) {
    violations.Add("remark", absl::StrCat(request.remark().size(), " bytes"),
                   absl::StrCat("at most ", kLargestRemark, " bytes"));
  }
}

// Whoever chooses again after a call finds others: what they chose by tells that it is a retry.
sql::RecordChange Change(const rpc::Call& call, const std::string& programme,
                         pb::BatchWithdrawEnrolmentsRequest request) {
  if (!request.selection().empty()) {
    request.clear_enrolments();
    request.clear_remark();
  }
  return ChangeOf("BatchWithdrawEnrolments", call, programme, std::move(request));
}

class Withdrawing {
 public:
  Withdrawing(sql::RecordWriter& writer, const pb::BatchWithdrawEnrolmentsRequest& request,
              absl::Time now)
      : writer_(writer), request_(request), now_(now) {}

  // Everything that forbids it is a violation.
  void Find(const std::vector<EnrolmentName>& names, Violations& violations) {
    for (size_t i = 0; i < names.size(); ++i) {
      const pb::EnrolmentToWithdraw& given = request_.enrolments(static_cast<int>(i));
      const std::string field = absl::StrCat("enrolments[", i, "]");
      auto found = writer_.Find<Enrolment>({names[i].programme, names[i].id});
      if (!found || found->session != names[i].session) {
        violations.Add(field + ".name", given.name(), "an enrolment that there is");
        continue;
      }
      if (!given.etag().empty() && given.etag() != EtagOf(found->revision)) {
        violations.Add(field + ".etag", given.etag(), EtagOf(found->revision));
      }
      if (!Counts(*found)) {
        violations.Add(field + ".name", given.name(), "an enrolment that is not withdrawn yet");
      }
      if (!IsOpen(SessionOf(*found))) {
        violations.Add(field + ".name", given.name(),
                       "an enrolment in a session that is planned or confirmed");
      }
      found_.push_back(*std::move(found));
    }
  }

  // Everybody leaves before anybody moves up.
  pb::BatchWithdrawEnrolmentsResponse Withdraw() {
    for (Enrolment& enrolment : found_) Leave(enrolment);
    pb::BatchWithdrawEnrolmentsResponse reply;
    for (const Enrolment& enrolment : found_) *reply.add_enrolments() = ToProto(enrolment);
    for (auto& [id, session] : sessions_) {
      if (changed_.contains(id)) Keep(writer_, session, now_);
      std::vector<Enrolment> all = EnrolmentsOf(writer_, session);
      for (const Enrolment& promoted : PromoteAndKeep(writer_, session, all, now_)) {
        *reply.add_promoted() = ToProto(promoted);
      }
    }
    reply.set_reservations_given_up(given_up_);
    reply.set_remark(request_.remark());
    return reply;
  }

 private:
  Session& SessionOf(const Enrolment& enrolment) {
    const auto known = sessions_.find(enrolment.session);
    if (known != sessions_.end()) return known->second;
    auto session = writer_.Find<Session>({enrolment.programme, enrolment.session});
    return sessions_.emplace(enrolment.session, session.value_or(Session())).first->second;
  }

  void Leave(Enrolment& enrolment) {
    const bool seated = enrolment.state == EnrolmentState::kEnrolled;
    Session& session = SessionOf(enrolment);
    if (seated && request_.give_up_reservations() &&
        GiveUpReservation(enrolment, EnrolmentsOf(writer_, session), session)) {
      changed_.insert(session.id);
      ++given_up_;
    }
    enrolment.state = EnrolmentState::kWithdrawn;
    Keep(writer_, enrolment, now_);
  }

  sql::RecordWriter& writer_;
  const pb::BatchWithdrawEnrolmentsRequest& request_;
  const absl::Time now_;
  std::vector<Enrolment> found_;
  std::map<std::string, Session> sessions_;  // by id
  std::set<std::string> changed_;
  int given_up_ = 0;
};

}  // namespace

absl::StatusOr<pb::BatchWithdrawEnrolmentsResponse> EnrolmentMethods::BatchWithdrawEnrolments(
    const rpc::Call& call, const pb::BatchWithdrawEnrolmentsRequest& request) const {
  Violations violations;
  std::string programme;
  if (absl::EndsWith(request.parent(), kAllSessions)) {
    programme =
        ProgrammeFrom("parent", absl::StripSuffix(request.parent(), kAllSessions), violations);
  } else {
    violations.Add("parent", request.parent(), "programmes/{programme}/sessions/-");
  }
  CheckRequestId(request.request_id(), violations);
  CheckSelection(request, violations);
  const std::vector<EnrolmentName> names = NamesFrom(request, programme, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  using Reply = pb::BatchWithdrawEnrolmentsResponse;
  const auto withdraw = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    Withdrawing withdrawing(writer, request, call.now);
    Violations wrong;
    withdrawing.Find(names, wrong);
    RETURN_IF_ERROR(wrong.ToStatus());
    if (!names.empty()) writer.Concerns(request.parent());
    return withdrawing.Withdraw();
  };
  return Write<Reply>(*desk_.records, Change(call, programme, request), withdraw);
}

}  // namespace pcsp::planning::training
