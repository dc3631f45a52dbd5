/* How long a million evaluations take: build/tests/bench-expressions. One core; no test. */
#include "base/json.h"
#include "style/expression.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 1000000 };

static const char *const expressions[] = {
    "[\"all\", [\"<=\", [\"get\", \"start_date\"], [\"global-state\", \"date\"]],"
    " [\"<\", [\"global-state\", \"date\"], [\"get\", \"end_date\"]], [\"==\", [\"get\", \"kind\"], "
    "\"fort\"]]",
    "[\"match\", [\"get\", \"kind\"], [\"gate\", \"wall\"], 1, [\"fort\", \"redoubt\"], 2, 3]",
    "[\"interpolate\", [\"exponential\", 1.5], [\"zoom\"], 0, 1, 10, 20]",
    "[\"rgb\", [\"get\", \"n\"], 0, 0]",
    "[\"concat\", [\"get\", \"kind\"], \" \", [\"get\", \"n\"]]",
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(const char *text, EvaluationContext *context)
{
    g_autoptr(GArray) errors = expression_errors_new();
    json_t *json = json_parse(text, strlen(text), NULL);
    g_autoptr(Expression) expression = expression_parse(json, NULL, errors);
    json_decref(json);
    const double start = seconds();
    size_t done = 0;
    for (int i = 0; i < ROUNDS; i++) {
        Value value;
        arena_reset(context->arena);
        done += expression_evaluate(expression, context, &value, NULL);
    }
    printf("%.3f s, %zu of %d: %s\n", seconds() - start, done, ROUNDS, text);
}

int main(void)
{
    const Member attributes[] = {
        {g_intern_string("id"), value_number(7)},
        {g_intern_string("name_fr"), value_string("Fort d'Issy")},
        {g_intern_string("start_date"), value_string("1871-03-18")},
        {g_intern_string("end_date"), value_string("1871-05-09")},
        {g_intern_string("kind"), value_string("fort")},
        {g_intern_string("n"), value_number(60)},
    };
    const Member members[] = {{g_intern_string("lang"), value_string("fr")},
                              {g_intern_string("date"), value_string("1871-05-01")}};
    const Feature feature = {.attribute_count = G_N_ELEMENTS(attributes), .attributes = attributes};
    const ValueObject state = {G_N_ELEMENTS(members), members};
    g_autoptr(Arena) arena = arena_new();
    EvaluationContext context = {.zoom = 4.5, .feature = &feature, .state = &state, .arena = arena};
    for (size_t i = 0; i < G_N_ELEMENTS(expressions); i++)
        measure(expressions[i], &context);
    return 0;
}
