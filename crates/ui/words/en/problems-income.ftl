# The income form.
review-request-listed = The household is on the list of poor and near-poor households, so average living standard is not considered yet (basis: { $rule }). Use form 04 first.
review-income-no-form = No income form is in use on { $day }. Add one in law/incomes.
review-income-no-rule = The standard of { $day } knows no average living standard. Wait for the rule, or add it in law/standards.
review-income-case = This case is not about average living standard and has no income form.
review-income-members = The number of people must be from 1 to 99.
review-income-amount = This amount cannot be used. Write đồng, 0 or more.
review-income-low = An income of { $amount } đồng per head and month is not above the line, so this is not average living standard. Tell the household to ask for the review of poor households, then take this case out of the round.
review-worker-no-rule = No ceiling for low-income workers is known on { $day }. Add it in law/incomes.
review-worker-listed = The household is poor or near-poor, so its members are not low-income workers.
review-worker-twice = This person has a request waiting, or is recognised.
review-worker-no-income = The household’s income is not recorded. Record the income form first.
review-worker-high = An income of { $amount } đồng is above the ceiling of { $ceiling } đồng. Answer in writing that it is refused.
review-worker-early = This day is before { $day }. Write that day or a later one.
review-worker-not-recognised = This person is not recognised now. Load the page again.
