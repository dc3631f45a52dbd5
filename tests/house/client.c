/* The smallest client of the library: built against what is installed. */
#include <semaine.h>

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    const SemaineRenderOptions options = {
        .output = argc > 1 ? argv[1] : "client.png", .date = "1871-05-24", .dpi = 20};
    if (semaine_render(&options, &error))
        return 0;
    fprintf(stderr, "client: %s\n", error->message);
    return 1;
}
